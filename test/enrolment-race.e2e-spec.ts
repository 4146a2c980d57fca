import { startAcademie } from './academie';

describe('a run on the last places', () => {
  const academie = startAcademie();
  const PLACES = 20;
  const PEOPLE = 60;

  const run = async () => {
    const offering = await academie.given.offering({ capacity: PLACES });
    const people = await academie.given.people(
      ...Array.from({ length: PEOPLE }, (_, n) => `Sam${n}`),
    );
    const answers = await Promise.all(
      people.map((person) =>
        academie.as(person).post(`/api/v1/offerings/${offering.id}/enrolments`).send({}),
      ),
    );
    const counted = await academie.database.first<{ enrolled: number; waiting: number }>(
      `SELECT count(*) FILTER (WHERE state = 'enrolled')::int AS enrolled,
              count(*) FILTER (WHERE state = 'waitlisted')::int AS waiting
         FROM enrolment.enrolment WHERE offering_id = $1`,
      [offering.id],
    );
    return { offering, answers, ...counted! };
  };

  it('gives out every place once, and a place on the list to all others', async () => {
    const { offering, answers, enrolled, waiting } = await run();
    const positions = answers
      .map(({ body }) => body.waitingPosition as number | undefined)
      .filter((position) => position !== undefined)
      .sort((a, b) => a - b);
    const kept = await academie.database.first(
      'SELECT seats_taken, waiting_count FROM catalogue.offering WHERE id = $1',
      [offering.id],
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(PEOPLE).fill(201));
    expect([enrolled, waiting]).toEqual([PLACES, PEOPLE - PLACES]);
    expect(positions).toEqual(Array.from({ length: PEOPLE - PLACES }, (_, n) => n + 1));
    expect(kept).toEqual({ seats_taken: PLACES, waiting_count: PEOPLE - PLACES });
  });

  it('has one enrolment for whoever presses ten times at once', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();

    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        academie.as(sam).post(`/api/v1/offerings/${offering.id}/enrolments`).send({}),
      ),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  it('fills each place once when people leave and the list moves all at the same time', async () => {
    const offering = await academie.given.offering({ capacity: 10 });
    const people = await academie.given.people(...Array.from({ length: 30 }, (_, n) => `Kim${n}`));
    const seats: { person: { id: string }; id: string }[] = [];
    for (const person of people) {
      const { body } = await academie
        .as(person)
        .post(`/api/v1/offerings/${offering.id}/enrolments`)
        .send({});
      seats.push({ person, id: body.id });
    }
    const [late] = await academie.given.people('Late');

    await Promise.all([
      ...seats
        .slice(0, 12)
        .map(({ person, id }) =>
          academie.as(person).post(`/api/v1/enrolments/${id}/cancellation`).send({}).expect(200),
        ),
      academie.as(late!).post(`/api/v1/offerings/${offering.id}/enrolments`).send({}).expect(201),
    ]);
    const order = await academie.database.rows<{ id: string; state: string }>(
      `SELECT id, state FROM enrolment.enrolment WHERE offering_id = $1 AND state <> 'cancelled'
        ORDER BY queued_at, id`,
      [offering.id],
    );

    expect(order.map(({ state }) => state)).toEqual([
      ...Array(10).fill('enrolled'),
      ...Array(9).fill('waitlisted'),
    ]);
    expect(order.slice(0, 10).map(({ id }) => id)).toEqual(seats.slice(12, 22).map(({ id }) => id));
  });

  // The two that follow take the protection away, to see that the tests above would notice.
  describe('without the lock', () => {
    beforeAll(async () => {
      const [{ definition }] = (await academie.database.rows<{ definition: string }>(
        `SELECT pg_get_functiondef('enrolment.enrol'::regproc) AS definition`,
      )) as [{ definition: string }];
      expect(definition).toContain('FOR NO KEY UPDATE;');
      // The pause makes sure that others look before this one writes, also on a slow machine.
      await academie.database.rows(
        definition.replace('FOR NO KEY UPDATE;', '; PERFORM pg_sleep(0.05);'),
      );
    });

    it('people get errors instead of a place on the list, but no seat is given twice', async () => {
      const { answers, enrolled } = await run();

      expect(answers.filter(({ status }) => status === 500).length).toBeGreaterThan(0);
      expect(enrolled).toBeLessThanOrEqual(PLACES);
    });

    it('and without the check on the offering, more people get in than there are places', async () => {
      await academie.database.rows(
        'ALTER TABLE catalogue.offering DROP CONSTRAINT offering_never_overfull',
      );

      const { enrolled } = await run();

      expect(enrolled).toBeGreaterThan(PLACES);
    });
  });
});
