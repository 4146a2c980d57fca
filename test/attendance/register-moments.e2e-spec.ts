import fc from 'fast-check';

import { dayOf, Jobs, newId } from '@academie/platform';

import { EvaluationQueries } from '../../libs/attendance/evaluation/evaluation.queries';
import { startAcademie } from '../support/academie';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60;
/** The first of two sessions of two hours, a week apart. */
const START = new Date('2026-03-10T09:30:00+01:00').getTime();

/** A mark that a device kept, so many minutes ahead of now by its own clock. */
interface Kept {
  person: number;
  value: string;
  ahead: number;
}

/** One thing that a trainer, a participant, the worker or time does. */
type Step =
  | { does: 'mark'; session: number; person: number; value: string; source: string; ahead: number }
  /** What a device kept without a connection, by its own clock; it may send it twice. */
  | { does: 'batch'; session: number; marks: Kept[]; clock: number; twice: boolean }
  | { does: 'close'; session: number; early: boolean }
  | { does: 'reopen'; session: number }
  /** With or without a connection: a device says when, by its own clock, and may send it twice. */
  | { does: 'walkIn'; session: number; ahead: number; clock: number; twice: boolean }
  | { does: 'takeAway'; session: number }
  | { does: 'checkIn'; session: number; person: number; words: boolean }
  | { does: 'report'; session: number; from: number; otherHours: boolean }
  | { does: 'wait'; until: number }
  /** Halfway a session somebody is present, and the trainer closes before the end. */
  | { does: 'closeHalfway'; session: number }
  | { does: 'work' };

const session = fc.nat({ max: 1 });
const person = fc.nat({ max: 2 });
// Minutes from the start of the first session: around each begin and each end, and far away.
const moments = [-1440, -61, -31, -29, -1, 0, 1, 60, 119, 120, 121, 136, 600].flatMap((minute) => [
  minute,
  minute + WEEK,
]);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('mark' as const),
      session,
      person,
      value: fc.constantFrom('present', 'partial', 'absent', 'excused', 'unknown'),
      source: fc.constantFrom('trainer', 'paper', 'import', 'meeting_log', 'scan', 'self_qr'),
      ahead: fc.constantFrom(-WEEK, -90, -1, 0, 5, 45, 1200),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('batch' as const),
      session,
      marks: fc.array(
        fc.record({
          person,
          value: fc.constantFrom('present', 'partial', 'absent', 'excused', 'unknown'),
          ahead: fc.constantFrom(-WEEK, -90, -1, 0, 45, 1200),
        }),
        { minLength: 2, maxLength: 6 },
      ),
      clock: fc.constantFrom(-300, 0, 300),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('close' as const), session, early: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      until: fc.constantFrom(...moments),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('report' as const),
      session,
      from: fc.constantFrom(...moments),
      otherHours: fc.boolean(),
    }),
  },
  fc.record({ does: fc.constantFrom('reopen' as const, 'takeAway' as const), session }),
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('walkIn' as const),
      session,
      ahead: fc.constantFrom(-WEEK, -90, -1, 0, 5, 1200),
      clock: fc.constantFrom(-300, 0, 300),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('checkIn' as const),
      session,
      person,
      words: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('closeHalfway' as const), session }),
  },
  fc.record({ does: fc.constant('work' as const) }),
);

describe('whatever trainers, devices, reports and time do', () => {
  const academie = startAcademie();

  const course = async () => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({
      trainerIds: [trainer.id],
      sessions: 2,
      startsAt: new Date(START),
    });
    await academie.database.rows(
      `UPDATE catalogue.offering SET check_in = '{self,ticket}' WHERE id = $1`,
      [offering.id],
    );
    const people = await academie.given.people('Anna', 'Bram', 'Cas');
    const enrolments = await academie.given.enrolled(offering.id, people);
    return { trainer, offering, people, enrolments };
  };
  type Course = Awaited<ReturnType<typeof course>>;

  /** Does one step through the commands as people reach them; a refusal is as good as an answer. */
  const take = async (course: Course, one: Step): Promise<void> => {
    const { trainer, offering, people, enrolments } = course;
    const now = academie.clock.now().getTime();
    const visitor = academie.as(trainer);
    const api =
      'session' in one ? `/api/v1/sessions/${offering.sessionIds[one.session]!}` : undefined;
    const answered = async (call: PromiseLike<{ status: number; text: string }>) => {
      const { status, text } = await call;
      if (status >= 500) throw new Error(`${one.does} was answered with ${status}: ${text}`);
    };
    switch (one.does) {
      case 'mark':
        return answered(
          visitor.post(`${api!}/attendance-marks`).send([
            {
              clientId: newId(),
              enrolmentId: enrolments[one.person],
              value: one.value,
              source: one.source,
              occurredAt: new Date(now + one.ahead * MINUTE).toISOString(),
            },
          ]),
        );
      case 'batch': {
        const sent = one.marks.map(({ person: at, value, ahead }) => ({
          clientId: newId(),
          enrolmentId: enrolments[at],
          value,
          source: 'trainer',
          occurredAt: new Date(now + (ahead + one.clock) * MINUTE).toISOString(),
        }));
        const deviceTime = new Date(now + one.clock * MINUTE).toISOString();
        const send = () =>
          answered(
            visitor.post(`${api!}/attendance-marks`).set('device-time', deviceTime).send(sent),
          );
        await send();
        return one.twice ? send() : undefined;
      }
      case 'close':
        return answered(visitor.post(`${api!}/register-closure`).send({ early: one.early }));
      case 'reopen':
        return answered(visitor.post(`${api!}/register-reopening`).send({ reason: 'Vergeten' }));
      case 'walkIn': {
        const sent = {
          guest: { givenName: 'Gijs', familyName: newId() },
          clientId: newId(),
          occurredAt: new Date(now + (one.ahead + one.clock) * MINUTE).toISOString(),
        };
        const deviceTime = new Date(now + one.clock * MINUTE).toISOString();
        const send = () =>
          answered(visitor.post(`${api!}/walk-ins`).set('device-time', deviceTime).send(sent));
        await send();
        return one.twice ? send() : undefined;
      }
      case 'takeAway': {
        const guest = await academie.database.first<{ id: string }>(
          `SELECT id FROM enrolment.enrolment
            WHERE offering_id = $1 AND source = 'walk_in' AND state = 'enrolled' LIMIT 1`,
          [offering.id],
        );
        const page = `/lesgeven/sessies/${offering.sessionIds[one.session]!}/deelnemers`;
        if (guest) await answered(visitor.post(`${page}/${guest.id}/weghalen`));
        return;
      }
      case 'checkIn': {
        const { body } = await visitor.get(`${api!}/check-in-code`);
        const { token, words } = body as { token?: string; words?: string };
        if (!token || !words) return;
        const who = academie.as(people[one.person]!);
        if (one.words) return answered(who.post('/inchecken').type('form').send({ words }));
        return answered(academie.as(people[one.person]!).post('/api/v1/check-ins').send({ token }));
      }
      case 'report': {
        const [from, until] = [0, 120].map((minute) =>
          new Date(START + (one.from + minute) * MINUTE).toISOString(),
        );
        const report = `Name,Join Time,Leave Time\nAnna de Tester,${from!},${until!}\nBram de Tester,${from!},${until!}\n`;
        return answered(
          visitor
            .post(`${api!}/meeting-reports`)
            .send({ report, otherHours: one.otherHours, presentPercent: 1 }),
        );
      }
      case 'closeHalfway': {
        const own = { session: one.session };
        const there = { person: 0, value: 'present', source: 'trainer', ahead: 0 };
        await take(course, { does: 'wait', until: one.session * WEEK + 60 });
        await take(course, { does: 'mark', ...own, ...there });
        return take(course, { does: 'close', ...own, early: true });
      }
      case 'wait':
        // Time goes on and never back.
        return academie.clock.set(new Date(Math.max(now, START + one.until * MINUTE)));
      case 'work':
        return academie.app.get(Jobs).run('attendance.outcomes-due');
    }
  };

  /** What the academie holds of this course that lies ahead of now, in words. */
  const tooEarly = async ({ trainer, offering, people, enrolments }: Course): Promise<string[]> => {
    const now = academie.clock.now();
    const found = await academie.database.rows<{ what: string }>(
      `WITH own AS (SELECT e.id, o.ends_at FROM enrolment.enrolment e
                      JOIN catalogue.offering o ON o.id = e.offering_id WHERE o.id = $1)
       SELECT 'completion ' || c.completed_at AS what FROM attendance.completion c JOIN own ON own.id = c.enrolment_id
        WHERE greatest(c.completed_at, c.recorded_at, own.ends_at) > $2 AND c.revoked_at IS NULL
       UNION ALL
       SELECT 'certificate ' || (k.facts ->> 'completedOn') FROM attendance.certificate k
         JOIN attendance.completion c ON c.id = k.completion_id JOIN own ON own.id = c.enrolment_id
        WHERE k.issued_at > $2 OR k.facts ->> 'completedOn' > $3
       UNION ALL
       SELECT 'evidence ' || v.kind || ' ' || v.occurred_at FROM targets.evidence v
        WHERE (v.origin_id = $1 OR v.origin_id IN (SELECT id FROM own))
          AND greatest(v.occurred_at, v.recorded_at) > $2
       UNION ALL
       SELECT 'mail ' || m.template FROM platform.outgoing_mail m, own
        WHERE own.ends_at > $2 AND (m.dedupe_key = 'evaluation:' || own.id
          OR m.recipient_person_id = ANY ($5)
             AND (m.created_at > $2 OR m.dedupe_key LIKE 'certificate:%'))
       UNION ALL
       SELECT 'finished ' || e.outcome FROM enrolment.enrolment e JOIN own ON own.id = e.id
        WHERE e.state = 'finished' AND own.ends_at > $2
       UNION ALL
       SELECT 'mark ' || m.value || ' by ' || m.source FROM attendance.mark m JOIN catalogue.session s ON s.id = m.session_id
        WHERE s.offering_id = $1 AND (
          m.recorded_at > $2 OR m.occurred_at > m.recorded_at + interval '1 second'
          OR m.value NOT IN ('excused', 'unknown') AND m.recorded_at < s.starts_at
             - CASE WHEN m.source IN ('self_qr', 'scan') THEN interval '30 minutes' ELSE interval '0' END)
       UNION ALL
       SELECT 'check-in of nothing ' || m.minutes FROM attendance.mark m JOIN catalogue.session s ON s.id = m.session_id
        WHERE s.offering_id = $1 AND m.recorded_by <> $4 AND m.source IN ('self_qr', 'scan')
          AND (m.recorded_at >= s.ends_at OR m.value = 'partial' AND m.minutes <= 0)
       UNION ALL
       SELECT 'walk-in twice' FROM attendance.walk_in w JOIN catalogue.session s ON s.id = w.session_id
        WHERE s.offering_id = $1 GROUP BY w.enrolment_id HAVING count(*) > 1
       UNION ALL
       SELECT 'walk-in outside the session ' || m.occurred_at FROM attendance.walk_in w
         JOIN attendance.mark m ON m.enrolment_id = w.enrolment_id AND m.session_id = w.session_id
           AND m.recorded_at = w.recorded_at
         JOIN catalogue.session s ON s.id = w.session_id
        WHERE s.offering_id = $1 AND (m.occurred_at < s.starts_at OR m.occurred_at > m.recorded_at)
          AND m.value IN ('present', 'partial')
       UNION ALL
       SELECT 'register ' || r.state FROM attendance.register r JOIN catalogue.session s ON s.id = r.session_id
        WHERE s.offering_id = $1 AND r.closed_at < s.starts_at`,
      [offering.id, now, dayOf(now), trainer.id, people.map(({ id }) => id)],
    );
    const invited = await Promise.all(
      people.map(({ id }, at) =>
        academie.app.get(EvaluationQueries).invitations(id, enrolments[at]),
      ),
    );
    const over = now.getTime() >= START + (WEEK + 120) * MINUTE;
    return [
      ...found.map(({ what }) => what),
      ...(over ? [] : invited.flat().map(() => 'an evaluation')),
    ];
  };

  it('nothing carries a moment later than now, and before a session only excuses are recorded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        academie.clock.set(new Date(START - 2 * 1440 * MINUTE));
        const own = await course();
        for (const one of steps) {
          await take(own, one);
          await academie.runWorkers();
          const early = await tooEarly(own);
          if (early.length > 0)
            throw new Error(
              `at ${academie.clock.now().toISOString()} after ${JSON.stringify(one)}: ${early.join(', ')}`,
            );
        }
      }),
      { numRuns: 25 },
    );
  }, 300_000);

  it('somebody who was there is completed when all of it is over, so that the rule is no empty one', async () => {
    academie.clock.set(new Date(START - 2 * 1440 * MINUTE));
    const own = await course();
    for (const session of [0, 1]) await take(own, { does: 'closeHalfway', session });
    await take(own, { does: 'wait', until: WEEK + 121 });
    await take(own, { does: 'work' });
    await academie.runWorkers();

    const [row] = await academie.database.rows<{ certificates: number }>(
      `SELECT count(*)::int AS certificates FROM attendance.certificate k
         JOIN attendance.completion c ON c.id = k.completion_id WHERE c.enrolment_id = $1`,
      [own.enrolments[0]],
    );
    expect(row).toEqual({ certificates: 1 });
    expect(await tooEarly(own)).toEqual([]);
  });
});
