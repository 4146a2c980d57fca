import { startAcademie } from '../support/academie';

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

  it('keeps nobody waiting for an offering that somebody else holds, but who asked for that one', async () => {
    const [held, other] = [await academie.given.offering(), await academie.given.offering()];
    const [sam, kim, robin] = await academie.given.people('Sam', 'Kim', 'Robin');
    const ask = (who: typeof sam, { id }: { id: string }) =>
      academie
        .as(who!)
        .post(`/api/v1/offerings/${id}/enrolments`)
        .send({})
        .then(({ status }) => status);
    const answered: string[] = [];

    let waiting: Promise<number> | undefined;
    await academie.database.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM catalogue.offering WHERE id = $1 FOR NO KEY UPDATE', [held.id]);
      waiting = ask(sam, held).then((status) => answered.push(`held ${status}`));
      await ask(kim, other).then((status) => answered.push(`other ${status}`));
      await ask(robin, other).then((status) => answered.push(`other ${status}`));
    });
    await waiting;

    expect(answered).toEqual(['other 201', 'other 201', 'held 201']);
  });

  it('refuses one of many and enrols the others, when the database refuses that one', async () => {
    const offering = await academie.given.offering({ capacity: PEOPLE });
    const people = await academie.given.people(...Array.from({ length: 8 }, (_, n) => `Jo${n}`));
    await academie.database.rows(
      `ALTER TABLE enrolment.enrolment ADD CONSTRAINT enrolment_nobody
         CHECK (person_id <> '${people[3]!.id}') NOT VALID`,
    );

    const answers = await Promise.all(
      people.map((person) =>
        academie.as(person).post(`/api/v1/offerings/${offering.id}/enrolments`).send({}),
      ),
    );
    await academie.database.rows(
      'ALTER TABLE enrolment.enrolment DROP CONSTRAINT enrolment_nobody',
    );

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 500, 201, 201, 201, 201]);
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

    // Over as many connections as the process has: by itself it would have them enrol together.
    const runApart = async () => {
      const offering = await academie.given.offering({ capacity: PLACES });
      const people = await academie.given.people(
        ...Array.from({ length: PEOPLE }, (_, n) => `Sam${n}`),
      );
      const asked = await Promise.allSettled(
        people.map(({ id }) =>
          academie.database.rows(
            `SELECT outcome FROM enrolment.enrol(gen_random_uuid(), $1, $2, $2, 'self', $3, '{}', '{}')`,
            [offering.id, id, academie.clock.now()],
          ),
        ),
      );
      const [counted] = await academie.database.rows<{ enrolled: number }>(
        `SELECT count(*)::int AS enrolled FROM enrolment.enrolment
          WHERE offering_id = $1 AND state = 'enrolled'`,
        [offering.id],
      );
      return {
        failed: asked.filter(({ status }) => status === 'rejected').length,
        enrolled: counted!.enrolled,
      };
    };

    it('people get errors instead of a place on the list, but no seat is given twice', async () => {
      const { failed, enrolled } = await runApart();

      expect(failed).toBeGreaterThan(0);
      expect(enrolled).toBeLessThanOrEqual(PLACES);
    });

    it('and without the check on the offering, more people get in than there are places', async () => {
      await academie.database.rows(
        'ALTER TABLE catalogue.offering DROP CONSTRAINT offering_never_overfull',
      );

      const { enrolled } = await runApart();

      expect(enrolled).toBeGreaterThan(PLACES);
    });
  });
});
