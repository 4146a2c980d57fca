import { startAcademie, TUESDAY } from '../support/academie';

type Person = { id: string; name: string; email: string };

describe('a seat that goes to a colleague', () => {
  const academie = startAcademie();
  let haarlem: { id: string };
  let coordinator: Person;

  const stateOf = async (id: string) =>
    (await academie.database.first<{ state: string }>(
      'SELECT state FROM enrolment.enrolment WHERE id = $1',
      [id],
    ))!.state;
  const hand = (who: Person, id: string, personId: string) =>
    academie.as(who).post(`/api/v1/enrolments/${id}/replacement`).send({ personId });
  const colleague = () => academie.given.person({ organisationId: haarlem.id });

  beforeAll(async () => {
    haarlem = await academie.given.municipality();
    coordinator = await academie.given.holder('coordinator', haarlem.id);
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  it('is never free: whoever waits keeps waiting, also after enrolment has closed', async () => {
    const [sam, kim, lou] = [await colleague(), await colleague(), await colleague()];
    const offering = await academie.given.offering({
      capacity: 1,
      enrolClosesAt: new Date('2026-03-05T12:00:00+01:00'),
    });
    const [seat] = await academie.given.enrolled(offering.id, [sam]);
    const [wait] = await academie.given.enrolled(offering.id, [lou], 'waitlisted');
    academie.clock.set('2026-03-09T12:00:00+01:00');

    const { body } = await hand(coordinator, seat!, kim.id).expect(200);
    await academie.runWorkers();

    expect(body.state).toBe('enrolled');
    expect(await stateOf(seat!)).toBe('cancelled');
    expect(await stateOf(wait!)).toBe('waitlisted');
    const mails = await academie.database.rows<{ recipient: string; method: string }>(
      `SELECT recipient, template AS method FROM platform.outgoing_mail
        WHERE recipient = ANY ($1) ORDER BY template`,
      [[sam.email, kim.email, lou.email]],
    );
    expect(mails).toEqual([
      { recipient: sam.email, method: 'enrolment/cancelled' },
      { recipient: kim.email, method: 'enrolment/confirmed' },
    ]);
    const lines = await academie.database.rows<{ action: string; data: Record<string, unknown> }>(
      `SELECT action, data FROM platform.journal WHERE subject_id = ANY ($1) ORDER BY id`,
      [[seat, body.id]],
    );
    expect(lines).toMatchObject([
      { action: 'enrolment.cancelled', data: { replacedBy: body.id, by: 'coordinator' } },
      { action: 'enrolment.enrolled', data: { replaces: seat } },
    ]);
  });

  it('takes a colleague off the waiting list, and happens once at a double press', async () => {
    const [sam, kim] = [await colleague(), await colleague()];
    const offering = await academie.given.offering({ capacity: 1 });
    const [seat] = await academie.given.enrolled(offering.id, [sam]);
    const [wait] = await academie.given.enrolled(offering.id, [kim], 'waitlisted');

    const answers = await Promise.all([
      hand(coordinator, seat!, kim.id),
      hand(coordinator, seat!, kim.id),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await stateOf(wait!)).toBe('enrolled');
    const again = await hand(coordinator, seat!, (await colleague()).id).expect(409);
    expect(again.body.code).toBe('enrolment.no-seat-to-hand-on');
  });

  it('goes from and to people of the own organisation only, and not by oneself', async () => {
    const sam = await colleague();
    const stranger = await academie.given.person({
      organisationId: (await academie.given.municipality()).id,
    });
    const offering = await academie.given.offering();
    const [mine, theirs] = await academie.given.enrolled(offering.id, [sam, stranger]);

    await hand(coordinator, mine!, stranger.id).expect(403);
    await hand(coordinator, theirs!, coordinator.id).expect(404);
    await hand(coordinator, mine!, sam.id).expect(422);
    await hand(sam, mine!, coordinator.id).expect(403);
    academie.clock.set('2026-03-10T09:30:00+01:00');
    await hand(coordinator, mine!, (await colleague()).id).expect(409);
    expect(await stateOf(mine!)).toBe('enrolled');
  });

  it('is handed on from the page of a colleague', async () => {
    const [sam, kim] = [await colleague(), await colleague()];
    const offering = await academie.given.offering();
    const [seat] = await academie.given.enrolled(offering.id, [sam]);
    const page = await academie.as(coordinator).get(`/organisatie/personen/${sam.id}`).expect(200);
    const path = `/inschrijvingen/${seat}/vervangen`;
    expect(page.text).toContain(path);
    const form = await academie.as(coordinator).get(path).expect(200);
    expect(form.text).toContain(`value="${kim.id}"`);
    const empty = await academie.as(coordinator).post(path).type('form').send({}).expect(422);
    expect(empty.text).toContain('id="personId-error"');

    const done = await academie
      .as(coordinator)
      .post(path)
      .type('form')
      .send({ personId: kim.id })
      .expect(303);

    expect(done.headers.location).toBe(`/organisatie/personen/${sam.id}`);
    expect(await stateOf(seat!)).toBe('cancelled');
  });
});
