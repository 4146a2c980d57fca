import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  addDays,
  Clock,
  type Database,
  dayOf,
  type Progress,
  rows,
  yearOf,
} from '@academie/platform';

import {
  isScale,
  MARKS_PER_OFFERING,
  offeringStatements,
  PEOPLE,
  peopleStatements,
  type ScaleFrame,
  scaleId,
  scaleNumberOf,
  SESSIONS,
  trainerStatements,
} from './demo-scale-rows';
import { Ledger, type EvidenceOrigin } from '../ledger/ledger';

/** Each part of the work is one transaction: a run that is broken off goes on with the parts that are not there. */
const LOCK = 7_264_190;
/** Parts under way at once: while the program works out the evidence of one, the database writes the other. */
const LANES = 2;
const PEOPLE_AT_ONCE = 5000;
const OFFERINGS_AT_ONCE = 500;
/** An offering is over four weeks after it begins at the latest. */
const LONGEST_DAYS = 7 * SESSIONS;

/** Loads the academie as large as it may ever become, to see how fast it still is. */
@Injectable()
export class DemoScale {
  constructor(
    private readonly clock: Clock,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Adds held offerings until there are as many as `marks` need. Triggers and foreign keys are off
   * meanwhile, which takes a superuser; what they keep is set in so many words. Safe to break off and
   * to repeat.
   */
  async load(database: Database, marks: number, progress: Progress): Promise<void> {
    const offerings = Math.ceil(marks / MARKS_PER_OFFERING);
    const frame = await this.frame(database, offerings);
    const atOnce = Math.min(OFFERINGS_AT_ONCE, Math.ceil(offerings / 10));
    await this.fill(database, 'trainer', frame.trainers, PEOPLE_AT_ONCE, trainerStatements);
    await this.fill(database, 'person', frame.people, PEOPLE_AT_ONCE, (from, to) =>
      peopleStatements(from, to, frame),
    );
    await this.fill(
      database,
      'offering',
      offerings,
      atOnce,
      (from, to) => offeringStatements(from, to, frame),
      (done) => progress(done * MARKS_PER_OFFERING, offerings * MARKS_PER_OFFERING),
    );
    // Until ANALYZE has run, the database plans as if the tables were as small as before.
    await database.rows('ANALYZE');
  }

  /**
   * Derives the evidence of whatever of it has none yet, as the worker would. Counts nothing. `progress`
   * hears of offerings. Returns how many pieces of evidence came.
   */
  async derive(database: Database, progress: Progress): Promise<number> {
    const missing = await database.rows<{ id: string }>(
      `SELECT o.id FROM catalogue.offering o WHERE ${isScale('o.id', 'offering')} AND ${WITHOUT_EVIDENCE} ORDER BY o.id`,
    );
    const of = missing.length;
    const atOnce = Math.max(1, Math.min(OFFERINGS_AT_ONCE / 2, Math.ceil(of / 10)));
    const parts: string[][] = [];
    for (let from = 0; from < of; from += atOnce)
      parts.push(missing.slice(from, from + atOnce).map(({ id }) => id));
    let [done, evidence] = [0, 0];
    await inLanes(parts, async (ids) => {
      const changed = await this.part(database, ids[0] ?? '', async (tx) => {
        const found = await rows<{ id: string; journalId: string | null }>(
          tx,
          `SELECT o.id, (SELECT max(j.id)::text FROM platform.journal j
               JOIN catalogue.session s ON s.id = j.subject_id
              WHERE s.offering_id = o.id AND j.action = 'register.closed') AS "journalId"
           FROM catalogue.offering o WHERE o.id = ANY ($1) AND ${WITHOUT_EVIDENCE} ORDER BY o.id`,
          [ids],
        );
        return this.ledger.derive(tx, await originsOf(tx, found));
      });
      evidence += changed.length;
      progress((done += ids.length), of);
    });
    progress(of, of);
    await database.rows('ANALYZE targets.evidence');
    return evidence;
  }

  private async fill(
    database: Database,
    kind: 'trainer' | 'person' | 'offering',
    wanted: number,
    atOnce: number,
    statements: (from: number, to: number) => string[],
    progress: (done: number) => void = () => undefined,
  ): Promise<void> {
    const table = kind === 'offering' ? 'catalogue.offering' : 'people.person';
    const gaps = await database.rows<{ from: number; until: number }>(
      `SELECT number + 1 AS "from", next AS until FROM (
         SELECT number, lead(number, 1, ${wanted}) OVER (ORDER BY number) AS next FROM (
           SELECT -1 AS number UNION ALL SELECT ${scaleNumberOf('id')} FROM ${table} WHERE ${isScale('id', kind)}) n) g
       WHERE next > number + 1 ORDER BY number`,
    );
    const parts = gaps.flatMap(({ from, until }) => partsOf(from, until, atOnce));
    let done = wanted - parts.reduce((sum, { from, to }) => sum + to - from, 0);
    progress(done);
    await inLanes(parts, async ({ from, to }) => {
      await this.part(database, `${kind} ${from}`, async (tx) => {
        const [there] = await rows(
          tx,
          `SELECT FROM ${table} WHERE id = ${scaleId(kind, `${from}::bigint`)}`,
        );
        if (there) return;
        await rows(tx, `SET LOCAL session_replication_role = replica`);
        for (const statement of statements(from, to)) await rows(tx, statement);
      });
      progress((done += to - from));
    });
  }

  /** One transaction. A second process that has the same to do waits, and finds it done. */
  private part<T>(
    database: Database,
    name: string,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    return database.transaction(async (tx) => {
      await rows(tx, 'SELECT pg_advisory_xact_lock($1, hashtext($2))', [LOCK, name]);
      return work(tx);
    });
  }

  private async frame(database: Database, offerings: number): Promise<ScaleFrame> {
    const now = this.clock.now();
    const ids = async (text: string, params: unknown[] = []): Promise<string[]> =>
      (await database.rows<{ id: string }>(text, params)).map(({ id }) => id);
    const courses = await ids(
      `SELECT id FROM catalogue.course WHERE status = 'published' AND mode <> 'self_paced' ORDER BY slug`,
    );
    const organisations = await ids(
      `SELECT id FROM people.organisation WHERE kind <> 'provider' AND (valid_to IS NULL OR valid_to > $1)
        ORDER BY code`,
      [now],
    );
    const functions = await ids('SELECT code AS id FROM people.job_function ORDER BY code');
    if (courses.length === 0 || organisations.length === 0 || functions.length === 0)
      throw new Error('There are no courses, organisations or functions to make more of.');
    const people = Math.max(2 * PEOPLE, offerings);
    return {
      people,
      trainers: Math.ceil(people / 100),
      courses,
      organisations,
      functions,
      ...spreadOver(now),
    };
  }
}

const WITHOUT_EVIDENCE = 'NOT EXISTS (SELECT FROM targets.evidence e WHERE e.origin_id = o.id)';

function partsOf(from: number, until: number, atOnce: number): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  for (let at = from; at < until; at += atOnce)
    parts.push({ from: at, to: Math.min(until, at + atOnce) });
  return parts;
}

/** Does all, a few at once, in their order; the first that fails ends it once the others under way are done. */
async function inLanes<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined && !failed; one = left.shift())
      await work(one).catch((error: unknown) => {
        failed = true;
        throw error;
      });
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** Days of this year on which something may begin that is over by yesterday; early in a year those of the last. */
function spreadOver(now: Date): { firstDay: string; days: number } {
  const year = yearOf(addDays(now, -2 * LONGEST_DAYS));
  const firstDay = `${year}-01-02`;
  const yesterday = dayOf(addDays(now, -1));
  const lastEnd = yesterday < `${year}-12-31` ? yesterday : `${year}-12-31`;
  const days = (Date.parse(lastEnd) - Date.parse(firstDay)) / 86_400_000 - LONGEST_DAYS;
  return { firstDay, days: Math.max(1, Math.floor(days)) };
}

async function originsOf(
  tx: EntityManager,
  offerings: readonly { id: string; journalId: string | null }[],
): Promise<EvidenceOrigin[]> {
  const lines = new Map(offerings.map(({ id, journalId }) => [id, journalId]));
  const completed = await rows<{ id: string; offeringId: string }>(
    tx,
    `SELECT id, offering_id AS "offeringId" FROM enrolment.enrolment
      WHERE offering_id = ANY ($1) AND outcome = 'completed'`,
    [offerings.map(({ id }) => id)],
  );
  const origin = (type: EvidenceOrigin['type'], id: string, offeringId: string): EvidenceOrigin => {
    const journalId = lines.get(offeringId);
    return { type, id, ...(journalId && { journalId }) };
  };
  return [
    ...offerings.map(({ id }) => origin('offering', id, id)),
    ...completed.map(({ id, offeringId }) => origin('enrolment', id, offeringId)),
  ];
}
