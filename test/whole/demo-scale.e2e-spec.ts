import { type MarkValue, outcomeOf } from '@academie/attendance';
import { Commands, type JournalConsumer, JournalConsumers } from '@academie/platform';
import { LedgerAudit } from '@academie/targets';

import { startAcademie } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';

/** Twenty offerings of 25 people. */
const MARKS = 4000;

describe('the demo at scale', () => {
  const academie = startAcademie({ seed: 'demo' });
  const count = async (from: string): Promise<number> => {
    const row = await academie.database.first<{ count: string }>(`SELECT count(*) FROM ${from}`);
    return Number(row?.count);
  };
  const broken = (rule: string) => expect(count(rule)).resolves.toBe(0);
  const demo = async (...args: string[]): Promise<void> => {
    const [out, err] = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockReturnValue(true),
    );
    try {
      await academie.app.get(Commands).get('demo')!.run(args);
    } finally {
      out!.mockRestore();
      err!.mockRestore();
    }
  };
  const audit = () => academie.app.get(LedgerAudit).audit();
  const SCALE = `BETWEEN '5ca1e000-0000-0000-0000-000000000000' AND '5ca1e0ff-ffff-ffff-ffff-ffffffffffff'`;

  it('asks how large', async () => {
    for (const args of [[], ['--large'], ['--scale=much'], ['--scale', '1k', '2k'], ['--scale=0']])
      await expect(demo(...args)).rejects.toThrow('Usage: demo --scale');
  });

  it('adds as many marks as asked, in offerings that were held', async () => {
    const before = await count('attendance.mark');

    await demo('--scale=2k');
    await demo(`--scale=${MARKS}`);

    expect((await count('attendance.mark')) - before).toBe(MARKS);
    expect(await count(`catalogue.offering WHERE id ${SCALE} AND status = 'held'`)).toBe(20);
    expect(await count(`targets.evidence WHERE origin_id ${SCALE}`)).toBeGreaterThan(600);
  });

  it('counts what it proves, and the audit finds no difference', async () => {
    expect(
      await count(
        `targets.contribution c JOIN targets.evidence e ON e.id = c.evidence_id
          WHERE e.origin_id ${SCALE} AND c.uncounted_at IS NULL`,
      ),
    ).toBeGreaterThan(30);
    expect(await audit()).toEqual([]);
  });

  it('adds nothing the second time', async () => {
    const all = () =>
      Promise.all(
        ['attendance.mark', 'targets.evidence', 'targets.contribution', 'people.person'].map(count),
      );
    const before = await all();

    await demo('--scale', '4k');

    expect(await all()).toEqual(before);
  });

  it('goes on where a run was broken off', async () => {
    const { app, database } = academie;
    // The second half of the evidence fails once, as when the power goes.
    await database.rows(
      `CREATE FUNCTION public.break_off() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF (SELECT count(*) FROM targets.evidence WHERE origin_id ${SCALE}) > 1000 THEN
           RAISE EXCEPTION 'the power went';
         END IF;
         RETURN NEW;
       END $$;
       CREATE TRIGGER break_off BEFORE INSERT ON targets.evidence
         FOR EACH STATEMENT EXECUTE FUNCTION public.break_off()`,
    );
    await expect(demo('--scale=8k')).rejects.toThrow('the power went');
    await database.rows('DROP FUNCTION public.break_off() CASCADE');
    const halfway = await count(`targets.evidence WHERE origin_id ${SCALE}`);

    await demo('--scale=8k');

    expect(await count(`targets.evidence WHERE origin_id ${SCALE}`)).toBeGreaterThan(halfway + 200);
    expect(await count(`catalogue.offering WHERE id ${SCALE}`)).toBe(40);
    await broken(
      `catalogue.offering o WHERE o.id ${SCALE} AND NOT EXISTS (
         SELECT 1 FROM targets.evidence e WHERE e.origin_id = o.id AND e.kind = 'held_event')`,
    );
    expect(await app.get(LedgerAudit).audit()).toEqual([]);
  });

  it('counts what a list of hundreds brings, and nothing it did not touch', async () => {
    const { app, clock, database } = academie;
    const ledger = new GivenLedger(academie);
    const acts: string[] = [];
    for (let number = 0; number < 310; number += 1)
      acts.push(await ledger.act({ kind: 'btp_control', occurredOn: '2026-02-02' }));
    await database.rows(`DELETE FROM platform.journal_pending WHERE consumer = 'targets.ledger'`);
    const recount = jest.spyOn(app.get(LedgerAudit)['contributions'], 'recount');
    const consumer = app.get(JournalConsumers).get('targets.ledger') as JournalConsumer;

    await database.transaction((tx) =>
      consumer.handle(
        tx,
        acts.map((subjectId) => ({
          ...{ id: '1', recordedAt: clock.now(), action: 'act.recorded' as const, subjectId },
          ...{ actorId: null, onBehalfOf: null, reason: null, data: {} },
        })),
      ),
    );

    expect(recount).not.toHaveBeenCalled();
    expect(
      await count(
        `targets.contribution c JOIN targets.evidence e ON e.id = c.evidence_id
          WHERE e.source_id IN ('${acts.join("', '")}') AND c.measure = 'value'`,
      ),
    ).toBe(310);
    expect(await audit()).toEqual([]);
  });

  it('gives everybody the outcome that the marks and the course lead to', async () => {
    const people = await academie.database.rows<{
      outcome: string;
      values: MarkValue[];
      minAttendancePercent: number;
      partialCounts: boolean;
    }>(
      `SELECT e.outcome, c.min_attendance_percent AS "minAttendancePercent",
         c.partial_counts AS "partialCounts", ARRAY(
           SELECT DISTINCT ON (m.session_id) m.value FROM attendance.mark m WHERE m.enrolment_id = e.id
            ORDER BY m.session_id, m.authority DESC, m.occurred_at DESC) AS values
       FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
       JOIN catalogue.course c ON c.id = o.course_id WHERE o.id ${SCALE}`,
    );

    expect(people.length).toBe(1000);
    expect(
      people.filter(({ outcome, values, ...rule }) => outcomeOf(values, rule) !== outcome),
    ).toEqual([]);
  });

  it('leaves what triggers and foreign keys would have kept', async () => {
    await broken(
      `(SELECT o.id FROM catalogue.offering o JOIN enrolment.enrolment e ON e.offering_id = o.id
         WHERE o.id ${SCALE} GROUP BY o.id
        HAVING o.seats_taken <> count(*) OR count(DISTINCT e.person_id) <> count(*)) AS wrong`,
    );
    await broken(
      `attendance.mark WHERE (authority = 1) <> (source IN ('trainer', 'correction', 'paper'))`,
    );
    await broken(
      `attendance.mark m LEFT JOIN enrolment.enrolment e ON e.id = m.enrolment_id
         LEFT JOIN catalogue.session s ON s.id = m.session_id AND s.offering_id = e.offering_id
         LEFT JOIN people.person p ON p.id = m.recorded_by
        WHERE s.id IS NULL OR p.id IS NULL`,
    );
    await broken(
      `enrolment.enrolment e LEFT JOIN attendance.completion c ON c.enrolment_id = e.id
        WHERE (e.outcome IS NOT DISTINCT FROM 'completed') <> (c.id IS NOT NULL)`,
    );
    await broken(
      'catalogue.offering_trainer JOIN enrolment.enrolment USING (offering_id, person_id)',
    );
    await broken(`platform.journal WHERE recorded_at > '${academie.clock.now().toISOString()}'`);
    await broken('attendance.mark WHERE recorded_at < occurred_at');
  });

  it('does nothing where somebody has an address of the real world', async () => {
    await academie.database.rows(
      `INSERT INTO people.email_address (address, person_id)
       SELECT 'iemand@noord-holland.nl', id FROM people.person LIMIT 1`,
    );
    const before = await count('catalogue.offering');

    await expect(demo('--scale=10k')).rejects.toThrow('this is no demo');
    expect(await count('catalogue.offering')).toBe(before);
  });
});

describe('an academie that is no demo', () => {
  const academie = startAcademie({ seed: 'reference' });

  it('is not filled with made-up people', async () => {
    await expect(academie.app.get(Commands).get('demo')!.run(['--scale=4k'])).rejects.toThrow(
      'demo mode only',
    );
  });
});
