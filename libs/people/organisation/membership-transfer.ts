import type { EntityManager } from 'typeorm';

import { type Database, insertRows, newId, rows } from '@academie/platform';

import type { ENDING_PARTS } from './organisation-ending.entity';
import type { Ending } from './organisation-data';

type Part = (typeof ENDING_PARTS)[number];
type EndingRow = Ending & { id: string };
interface Job {
  id: string;
  personId: string;
  isMain: boolean;
  /** Began on the day itself or later, which happens when an ending is told afterwards. */
  isLater: boolean;
  /** The open job this person has with the successor. */
  there: string | null;
}

/** Gives everybody who works there a job with the successor, from that day on. */
export async function moveJobs(tx: EntityManager, ending: EndingRow): Promise<number> {
  const { id, organisationId, successorId, endsOn } = ending;
  const jobs = await rows<Job & Record<string, unknown>>(
    tx,
    `SELECT m.id, m.person_id AS "personId", m.is_main AS "isMain", m.valid_from >= $3::date AS "isLater",
       (SELECT x.id FROM people.membership x WHERE x.person_id = m.person_id
          AND x.organisation_id = $2 AND x.valid_to IS NULL LIMIT 1) AS there
     FROM people.membership m
     WHERE m.organisation_id = $1 AND m.valid_to IS NULL ORDER BY m.id FOR UPDATE`,
    [organisationId, successorId, endsOn],
  );
  const isMoved = ({ isLater, there }: Job): boolean => isLater && !there;
  const [later, ended] = [jobs.filter(isMoved), jobs.filter((job) => !isMoved(job))];
  await rows(tx, 'UPDATE people.membership SET organisation_id = $2 WHERE id = ANY ($1)', [
    later.map((job) => job.id),
    successorId,
  ]);
  await rows(
    tx,
    `UPDATE people.membership SET valid_to = greatest(valid_from + 1, $2::date) WHERE id = ANY ($1)`,
    [ended.map((job) => job.id), endsOn],
  );
  const mains = ended.filter(({ isMain, there }) => isMain && there).map(({ there }) => there);
  const made = await rows<{ id: string }>(
    tx,
    'UPDATE people.membership SET is_main = true WHERE id = ANY ($1) AND NOT is_main RETURNING id',
    [mains],
  );
  const begun = ended
    .filter(({ there }) => !there)
    .map(({ id: before, personId, isMain }) => ({ before, id: newId(), personId, isMain }));
  await insertRows(
    tx,
    'people.membership',
    begun.map((job) => ({
      id: job.id,
      person_id: job.personId,
      organisation_id: successorId,
      valid_from: endsOn,
      is_main: job.isMain,
    })),
  );
  await rows(
    tx,
    `INSERT INTO people.membership_function (membership_id, function_code)
     SELECT b.id, f.function_code FROM unnest($1::uuid[], $2::uuid[]) AS b (id, before)
       JOIN people.membership_function f ON f.membership_id = b.before`,
    [begun.map((job) => job.id), begun.map(({ before }) => before)],
  );
  await note(tx, id, 'job-moved', later);
  await note(tx, id, 'job-ended', ended);
  await note(tx, id, 'job-made-main', made);
  await note(tx, id, 'job-begun', begun);
  return jobs.length;
}

/** Coordinators look after the people of the successor from now on. */
export async function moveRoles(
  tx: EntityManager,
  { id, organisationId, successorId }: EndingRow,
  by: string,
  now: Date,
): Promise<void> {
  const ended = await rows<{ id: string }>(
    tx,
    `UPDATE people.role_grant SET revoked_at = $2
      WHERE scope_kind = 'organisation' AND scope_id = $1 AND revoked_at IS NULL RETURNING id`,
    [organisationId, now],
  );
  const begun = await rows<{ id: string }>(
    tx,
    `INSERT INTO people.role_grant (person_id, role, scope_kind, scope_id, granted_at, granted_by)
     SELECT person_id, role, scope_kind, $2, $3, $4 FROM people.role_grant WHERE id = ANY ($1)
     ON CONFLICT DO NOTHING RETURNING id`,
    [ended.map((grant) => grant.id), successorId, now, by],
  );
  await note(tx, id, 'role-ended', ended);
  await note(tx, id, 'role-begun', begun);
}

/** How many people changed jobs since; of those nobody could say any more how it was. */
export async function movedOn(
  database: Database,
  endingId: string,
  tx?: EntityManager,
): Promise<number> {
  const found = await database.first<{ count: number }>(
    `SELECT count(DISTINCT m.person_id)::int AS count FROM people.organisation_ending_move v
       JOIN people.membership m ON m.id = v.row_id JOIN people.person p ON p.id = m.person_id
      WHERE v.ending_id = $1 AND v.part IN ('job-begun', 'job-moved') AND m.valid_to IS NOT NULL
        AND p.status <> 'erased'`,
    [endingId],
    tx,
  );
  return found?.count ?? 0;
}

/** Takes back what happened to jobs and roles. Nobody changed jobs since; see movedOn. */
export async function takeBack(
  tx: EntityManager,
  { id, organisationId }: EndingRow,
  now: Date,
): Promise<void> {
  const of = (part: Part): string =>
    `(SELECT row_id FROM people.organisation_ending_move WHERE ending_id = $1 AND part = '${part}')`;
  const run = (sql: string, ...params: unknown[]): Promise<unknown> =>
    rows(tx, sql, [id, ...params]);
  const erased = `person_id IN (SELECT id FROM people.person WHERE status = 'erased')`;
  await run(`DELETE FROM people.membership WHERE id IN ${of('job-begun')} AND NOT ${erased}`);
  await run(`UPDATE people.membership SET is_main = false WHERE id IN ${of('job-made-main')}`);
  await run(
    `UPDATE people.membership SET organisation_id = $2 WHERE id IN ${of('job-moved')}`,
    organisationId,
  );
  await run(
    // Two records that were merged since may each have had a main job; somebody keeps the own one.
    `UPDATE people.membership t SET valid_to = NULL, is_main = t.is_main AND back.place = 1
        AND NOT EXISTS (SELECT FROM people.membership x
          WHERE x.person_id = t.person_id AND x.is_main AND x.valid_to IS NULL)
       FROM (SELECT id, row_number() OVER (PARTITION BY person_id ORDER BY is_main DESC,
               EXISTS (SELECT FROM people.person_merge_move v
                 WHERE v.part = 'people.membership.person_id' AND v.row_key = membership.id::text), id) AS place
               FROM people.membership WHERE id IN ${of('job-ended')} AND NOT ${erased}) back
      WHERE t.id = back.id`,
  );
  await run(
    `UPDATE people.role_grant SET revoked_at = $2 WHERE id IN ${of('role-begun')} AND revoked_at IS NULL`,
    now,
  );
  await run(
    `UPDATE people.role_grant t SET revoked_at = NULL WHERE id IN ${of('role-ended')} AND NOT ${erased}
        AND NOT EXISTS (SELECT FROM people.role_grant x WHERE x.person_id = t.person_id AND x.role = t.role
          AND x.scope_kind = t.scope_kind AND x.scope_id = t.scope_id AND x.revoked_at IS NULL)`,
  );
}

async function note(
  tx: EntityManager,
  endingId: string,
  part: Part,
  done: readonly { id: string }[],
): Promise<void> {
  await insertRows(
    tx,
    'people.organisation_ending_move',
    done.map(({ id }) => ({ ending_id: endingId, part, row_id: id })),
  );
}
