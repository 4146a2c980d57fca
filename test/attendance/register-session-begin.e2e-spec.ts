import { Jobs, newId } from '@academie/platform';

import { startAcademie } from '../support/academie';

const report = (name: string): string => `Naam;E-mail;Duur\n${name};;120\n`;

describe('a session', () => {
  const academie = startAcademie();

  /** Two people in an offering of one session, 10 March 2026 from 09.30 to 11.30, and the time it is now. */
  const lesson = async (now: string, sessions = 1) => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ trainerIds: [trainer.id], sessions });
    const people = await academie.given.people('Anna', 'Bram');
    const enrolments = await academie.given.enrolled(offering.id, people);
    academie.clock.set(now);
    const session = offering.sessionIds[0]!;
    const api = `/api/v1/sessions/${session}`;
    const send = (value: string, more: object = {}, enrolmentId = enrolments[0]) =>
      academie
        .as(trainer)
        .post(`${api}/attendance-marks`)
        .send([
          {
            clientId: newId(),
            enrolmentId,
            value,
            occurredAt: academie.clock.now().toISOString(),
            ...more,
          },
        ])
        .expect(200)
        .then(({ body }) => body.results[0].code ?? body.results[0].result);
    const close = (body?: object) =>
      academie.as(trainer).post(`${api}/register-closure`).send(body);
    const count = async (table: string): Promise<number> =>
      (
        await academie.database.rows(
          `SELECT 1 FROM ${table} x JOIN enrolment.enrolment e ON e.id = x.enrolment_id
            WHERE e.offering_id = $1`,
          [offering.id],
        )
      ).length;
    return { trainer, offering, people, enrolments, session, api, send, close, count };
  };

  it('that has not begun records excuses, and nothing else', async () => {
    const { send, count } = await lesson('2026-03-10T09:29:59+01:00');

    for (const value of ['present', 'partial', 'absent'])
      expect(await send(value)).toBe('attendance.not-begun');
    expect(await send('excused')).toBe('recorded');
    expect(await send('unknown')).toBe('recorded');

    expect(await count('attendance.mark')).toBe(2);
  });

  it('takes what a trainer saw at the door once it has begun, and nothing of the day before', async () => {
    const { send } = await lesson('2026-03-10T09:30:00+01:00');

    expect(await send('present', { occurredAt: '2026-03-10T09:05:00+01:00' })).toBe('recorded');
    expect(await send('absent', { occurredAt: '2026-03-09T09:30:00+01:00' })).toBe(
      'attendance.not-begun',
    );
  });

  it('that has not begun cannot be closed, nor read from a report, whoever says so', async () => {
    const { trainer, session, api, close, count } = await lesson('2026-03-10T09:00:00+01:00');

    const refused = await close({ early: true }).expect(409);
    expect(refused.body.code).toBe('attendance.session-not-begun');
    for (const dryRun of [false, true]) {
      const { body } = await academie
        .as(trainer)
        .post(`${api}/meeting-reports`)
        .send({ report: report('Anna de Tester'), dryRun })
        .expect(409);
      expect(body.code).toBe('attendance.session-not-begun');
    }
    const page = `/lesgeven/sessies/${session}`;
    await academie.as(trainer).get(`${page}/afsluiten`).expect(303);
    await academie.as(trainer).get(`${page}/videogesprek`).expect(303);
    expect(await count('attendance.mark')).toBe(0);
  });

  it('lets somebody in at the door before it begins, and marks that person when it does', async () => {
    const { trainer, api, count } = await lesson('2026-03-10T09:10:00+01:00');
    const early = await academie.given.person({ name: 'Vroeg' });

    await academie.as(trainer).post(`${api}/walk-ins`).send({ personId: early.id }).expect(201);

    expect(await count('attendance.mark')).toBe(0);
  });

  it('is closed before its end only when the trainer says so, and gives outcomes when it has ended', async () => {
    const { send, close, count, people } = await lesson('2026-03-10T10:30:00+01:00');
    await send('present');

    expect((await close().expect(409)).body.code).toBe('attendance.session-not-over');
    await close({ early: true }).expect(200);
    await academie.app.get(Jobs).run('attendance.outcomes-due');
    await academie.runWorkers();
    expect(await count('attendance.completion')).toBe(0);

    academie.clock.set('2026-03-10T11:31:00+01:00');
    await academie.app.get(Jobs).run('attendance.outcomes-due');
    await academie.app.get(Jobs).run('attendance.outcomes-due');
    await academie.runWorkers();
    expect(await count('attendance.completion')).toBe(1);
    const { text } = await academie.as(people[0]!).get('/mijn/certificaten').expect(200);
    expect(text).toContain('10 maart 2026');
  });

  it('that is over completes nobody while another of the course is to come', async () => {
    const { trainer, offering, send, close, count } = await lesson('2026-03-10T12:00:00+01:00', 2);
    await send('present');
    await close().expect(200);
    expect(await count('attendance.completion')).toBe(0);

    // The second is called off: the first was the last, and is over.
    await academie.database.rows(
      `UPDATE catalogue.session SET status = 'cancelled' WHERE id = $1`,
      [offering.sessionIds[1]],
    );
    await academie.database.rows('UPDATE catalogue.offering SET ends_at = $2 WHERE id = $1', [
      offering.id,
      '2026-03-10T11:30:00+01:00',
    ]);
    await academie.app.get(Jobs).run('attendance.outcomes-due');
    expect(await count('attendance.completion')).toBe(1);
    expect(trainer.id).toBeDefined();
  });

  it.each([
    [
      'a mark of presence before it begins',
      `INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, source, occurred_at, recorded_at)
       SELECT platform.uuid_v7(), s.id, e.id, 'present', 'trainer', $3, $3
         FROM catalogue.session s, enrolment.enrolment e WHERE s.id = $1 AND e.id = $2`,
      'mark_not_early',
    ],
    [
      'a closing before it begins',
      `INSERT INTO attendance.register (session_id, state, closed_at)
       SELECT s.id, 'closed', $3 FROM catalogue.session s, enrolment.enrolment e WHERE s.id = $1 AND e.id = $2`,
      'register_not_closed_early',
    ],
    [
      'a completion before it ends',
      `INSERT INTO attendance.completion (enrolment_id, person_id, course_id, completed_at, recorded_at)
       SELECT e.id, e.person_id, o.course_id, $3, $3 FROM catalogue.session s
         JOIN catalogue.offering o ON o.id = s.offering_id
         JOIN enrolment.enrolment e ON e.offering_id = o.id WHERE s.id = $1 AND e.id = $2`,
      'completion_not_early',
    ],
    [
      'a completion later than it is recorded',
      `INSERT INTO attendance.completion (enrolment_id, person_id, course_id, completed_at, recorded_at)
       SELECT e.id, e.person_id, o.course_id, $3::timestamptz + interval '1 year',
              $3::timestamptz + interval '10 months' FROM catalogue.session s
         JOIN catalogue.offering o ON o.id = s.offering_id
         JOIN enrolment.enrolment e ON e.offering_id = o.id WHERE s.id = $1 AND e.id = $2`,
      'completion_not_ahead',
    ],
  ])('is guarded by the database against %s', async (_what, statement, constraint) => {
    const { session, enrolments } = await lesson('2026-03-10T09:00:00+01:00');

    await expect(
      academie.database.rows(statement, [session, enrolments[0], '2026-03-10T09:00:00+01:00']),
    ).rejects.toMatchObject({ constraint });
  });
});
