import { startAcademie, TUESDAY } from '../support/academie';

type Person = { id: string; name: string; email: string };

describe('two things at the same time', () => {
  const academie = startAcademie();
  let haarlem: { id: string };
  let coordinator: Person;
  let sam: Person;
  let wanted: { id: string; courseId: string };
  let wantedSlug: string;
  let seat: string;

  beforeAll(async () => {
    const { given } = academie;
    academie.clock.set(TUESDAY);
    haarlem = await given.municipality('Haarlem');
    coordinator = await given.holder('coordinator', haarlem.id);
    sam = await given.person({ organisationId: haarlem.id });
    const other = await given.course({ title: 'Wet Bibob' });
    [seat] = (await given.enrolled((await given.offering({ courseId: other.id })).id, [sam])) as [
      string,
    ];
    const course = await given.course({ title: 'Mensenhandel' });
    wantedSlug = course.slug;
    wanted = await given.offering({
      courseId: course.id,
      startsAt: new Date('2026-03-10T10:30+01:00'),
    });
  });

  const enrolSam = (more: object = {}) =>
    academie
      .as(coordinator)
      .post(`/organisatie/personen/${sam.id}/inschrijven`)
      .type('form')
      .send({ offeringId: wanted.id, ...more });
  const enrolments = async (personId: string): Promise<number> =>
    (
      await academie.database.rows('SELECT 1 FROM enrolment.enrolment WHERE person_id = $1', [
        personId,
      ])
    ).length;

  it('is told before enrolling, with what to do about it', async () => {
    const visitor = academie.as(sam);
    const { text } = await visitor.get(`/aanbod/${wantedSlug}`).expect(200);
    expect(text).toContain('Valt samen met Wet Bibob');
    // No press of a button enrols before it was read: the button leads to a page that asks.
    expect(text).not.toContain(`action="/uitvoeringen/${wanted.id}/inschrijven"`);
    expect(text).toContain(`href="/uitvoeringen/${wanted.id}/inschrijven"`);

    const { text: asked } = await visitor.get(`/uitvoeringen/${wanted.id}/inschrijven`).expect(200);
    expect(asked).toContain('U hebt dan al iets anders');
    expect(asked).toContain(
      'Valt samen met Wet Bibob, dinsdag 10 maart 2026, 09.30–11.30\u00a0uur.',
    );
    expect(asked).toContain(`href="/mijn/inschrijvingen/${seat}"`);
    expect(asked).toContain('Meld u dan af voor de andere.');
  });

  it('is told to a coordinator in the list to choose from', async () => {
    const { text } = await academie
      .as(coordinator)
      .get(`/organisatie/personen/${sam.id}`)
      .expect(200);

    expect(text).toContain(
      'Mensenhandel, dinsdag 10 maart 2026 10.30\u00a0uur, valt samen met Wet Bibob',
    );
  });

  it('is asked of a coordinator first, and done after the yes', async () => {
    const { text } = await enrolSam().expect(200);

    expect(text).toContain('heeft dan al iets anders');
    expect(text).toContain('Toch inschrijven');
    expect(text).toContain(`name="overlapSeen" value="${wanted.id}"`);
    expect(await enrolments(sam.id)).toBe(1);

    await enrolSam({ overlapSeen: wanted.id }).expect(303);
    expect(await enrolments(sam.id)).toBe(2);
  });

  it('is told of everybody on a list before it is carried out', async () => {
    const kim = await academie.given.person({ organisationId: haarlem.id });
    const other = await academie.given.course({ title: 'Cybercrisis' });
    await academie.given.enrolled((await academie.given.offering({ courseId: other.id })).id, [
      kim,
    ]);
    const list = async (who: { id: string }): Promise<string> => {
      const { headers } = await academie
        .as(who)
        .post(`/beheer/uitvoeringen/${wanted.id}/lijst`)
        .field('list', kim.email)
        .expect(303);
      return (await academie.as(who).get(headers.location!).expect(200)).text;
    };

    expect(await list(coordinator)).toContain(
      'Valt samen met Cybercrisis, dinsdag 10 maart 2026, 09.30–11.30\u00a0uur.',
    );
    // An organiser hears that there is something, not what.
    const administrator = await academie.given.holder('administrator');
    const text = await list(administrator);
    expect(text).toContain('Heeft op dat moment al iets anders.');
    expect(text).not.toContain('Cybercrisis');
  });

  it('says of a colleague what happened: where approval is needed nobody is enrolled yet', async () => {
    const lou = await academie.given.person({ organisationId: haarlem.id });
    const { id } = await academie.given.offering({
      approval: 'organiser',
      startsAt: new Date('2026-04-14T09:30+02:00'),
    });
    const visitor = academie.as(coordinator);
    const done = await visitor
      .post(`/organisatie/personen/${lou.id}/inschrijven`)
      .type('form')
      .send({ offeringId: id })
      .expect(303);
    const [flash] = done.headers['set-cookie'] as unknown as string[];
    const told = Buffer.from(/melding=([^;]*)/.exec(flash!)![1]!, 'base64url').toString();

    expect(told).toContain('is een plek aangevraagd. De organisator beslist');
    expect(told).not.toContain('is ingeschreven');
  });
});
