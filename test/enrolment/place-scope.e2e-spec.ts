import { startAcademie, TUESDAY } from '../support/academie';

type Person = { id: string; name: string; email: string };

describe('whose enrolments somebody sees and changes', () => {
  const academie = startAcademie();
  let haarlem: { id: string };
  let velsen: { id: string };
  let sam: Person;
  let kim: Person;
  let coordinator: Person;

  const enrolIn = async (offeringId: string, person: Person): Promise<string> =>
    (await academie.as(person).post(`/api/v1/offerings/${offeringId}/enrolments`).expect(201)).body
      .id;
  const participants = (reader: Person, offeringId: string) =>
    academie.as(reader).get(`/beheer/uitvoeringen/${offeringId}/deelnemers`);

  beforeAll(async () => {
    haarlem = await academie.given.municipality();
    velsen = await academie.given.municipality();
    sam = await academie.given.person({ name: 'Samira', organisationId: haarlem.id });
    kim = await academie.given.person({ name: 'Kimberly', organisationId: velsen.id });
    coordinator = await academie.given.holder('coordinator', haarlem.id);
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  it('a coordinator enrols and cancels the own people, and nobody else’s', async () => {
    const offering = await academie.given.offering();
    const path = `/api/v1/offerings/${offering.id}/enrolments`;
    const own = await academie.as(coordinator).post(path).send({ personId: sam.id }).expect(201);
    await academie.as(coordinator).post(path).send({ personId: kim.id }).expect(403);
    const hers = await enrolIn(offering.id, kim);

    await academie.as(coordinator).get(`/api/v1/enrolments/${hers}`).expect(404);
    await academie.as(coordinator).post(`/api/v1/enrolments/${hers}/cancellation`).expect(404);
    await academie.as(coordinator).get(`/inschrijvingen/${hers}/afmelden`).expect(404);
    await academie
      .as(coordinator)
      .post(`/api/v1/enrolments/${own.body.id}/cancellation`)
      .expect(200);
    const line = await academie.database.first<{ actor_id: string; on_behalf_of: string }>(
      `SELECT actor_id, on_behalf_of FROM platform.journal
        WHERE action = 'enrolment.cancelled' AND subject_id = $1`,
      [own.body.id],
    );
    expect(line).toEqual({ actor_id: coordinator.id, on_behalf_of: sam.id });
  });

  it('a coordinator of yesterday has no say over whoever left', async () => {
    const offering = await academie.given.offering();
    const gone = await academie.given.person({ organisationId: haarlem.id });
    await academie.database.rows(
      `UPDATE people.membership SET valid_to = '2026-03-01' WHERE person_id = $1`,
      [gone.id],
    );

    await academie
      .as(coordinator)
      .post(`/api/v1/offerings/${offering.id}/enrolments`)
      .send({ personId: gone.id })
      .expect(403);
    await academie.as(coordinator).get(`/organisatie/personen/${gone.id}`).expect(404);
  });

  it('a coordinator sees the own people by name, and of the others how many there are', async () => {
    const offering = await academie.given.offering({ capacity: 2, confidential: true });
    const third = await academie.given.person({ name: 'Pietronella', organisationId: velsen.id });
    await academie.given.invited(offering.id, [sam, kim, third, coordinator]);
    await enrolIn(offering.id, sam);
    await enrolIn(offering.id, kim);
    await enrolIn(offering.id, third);

    const { body } = await academie
      .as(coordinator)
      .get(`/api/v1/offerings/${offering.id}/enrolments`)
      .expect(200);
    const page = await participants(coordinator, offering.id).expect(200);
    const csv = await academie
      .as(coordinator)
      .get(`/beheer/uitvoeringen/${offering.id}/deelnemers.csv`)
      .expect(200);

    expect(body.items.map(({ personId }: { personId: string }) => personId)).toEqual([sam.id]);
    expect(body.others).toEqual({ seated: 1, waiting: 1 });
    for (const text of [page.text, csv.text]) {
      expect(text).toContain('Samira');
      expect(text).not.toContain('Kimberly');
      expect(text).not.toContain('Pietronella');
    }
    expect(csv.text).toContain(`Vertrouwelijk, voor ${coordinator.name}`);
    await academie
      .as(coordinator)
      .get(`/lesgeven/sessies/${offering.sessionIds[0]}/presentielijst`)
      .expect(403);
  });

  it('a theme lead and a trainer see names in what is theirs, and nowhere else', async () => {
    const theme = await academie.given.theme();
    const course = await academie.given.course({ themeIds: [theme.id] });
    const trainer = await academie.given.holder('trainer');
    const mine = await academie.given.offering({ courseId: course.id, trainerIds: [trainer.id] });
    const other = await academie.given.offering();
    await enrolIn(mine.id, kim);
    await enrolIn(other.id, kim);
    const lead = await academie.given.holder('theme_lead', theme.id);

    for (const reader of [lead, trainer]) {
      expect((await participants(reader, mine.id).expect(200)).text).toContain('Kimberly');
      expect((await participants(reader, other.id).expect(403)).text).not.toContain('Kimberly');
    }
  });

  it('somebody else’s enrolment, mail and calendar are not there for a participant', async () => {
    const offering = await academie.given.offering();
    const id = await enrolIn(offering.id, kim);
    await academie.runWorkers();
    const mail = await academie.database.first<{ id: string }>(
      'SELECT id FROM platform.outgoing_mail WHERE recipient_person_id = $1 LIMIT 1',
      [kim.id],
    );

    await academie.as(kim).get(`/mijn/inschrijvingen/${id}`).expect(200);
    await academie.as(kim).get(`/mijn/berichten/${mail!.id}`).expect(200);
    for (const path of ['', '/html', '/afspraak.ics'])
      await academie.as(sam).get(`/mijn/berichten/${mail!.id}${path}`).expect(404);
    await academie.as(sam).get(`/mijn/inschrijvingen/${id}`).expect(404);
    await academie.as(sam).get(`/inschrijvingen/${id}/afmelden`).expect(404);
    await academie.as(sam).post(`/inschrijvingen/${id}/afmelden`).expect(404);
  });

  it('the list and export of a coordinator hold the own people only, whatever is asked', async () => {
    const offering = await academie.given.offering();
    await enrolIn(offering.id, sam);
    await enrolIn(offering.id, kim);
    const ask = async (query: string) =>
      (await academie.as(coordinator).get(`/organisatie${query}`).expect(200)).text;

    for (const query of ['', '?q=', '?komend=ja', '/export.csv']) {
      const text = await ask(query);
      expect(text).toContain('Samira');
      expect(text).not.toContain('Kimberly');
    }
    expect(await ask(`?organisatie=${velsen.id}`)).not.toContain('Kimberly');
    expect(await ask('?q=Kimberly')).toContain('Niemand gevonden');
    await academie.as(coordinator).get(`/organisatie/personen/${kim.id}`).expect(404);
    await academie.as(coordinator).post(`/organisatie/personen/${kim.id}/inschrijven`).expect(404);
  });
});
