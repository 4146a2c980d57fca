import type { EntityManager } from 'typeorm';

import { type Database, dayOf } from '@academie/platform';

/** A person on a day: the person after merging, the organisation and the functions of that day. */
export interface PersonAt {
  pseudonym: string;
  /** The main one of that day. */
  organisationId: string | null;
  /** All of that day. */
  organisationIds: string[];
  functionCodes: string[];
}

/** A person, and the moment that is asked about. */
export interface PersonMoment {
  personId: string;
  moment: Date;
}

const keyOf = (personId: string, day: string): string => `${personId}:${day}`;

/** Finds people among those of personsAt. */
export type FindPerson = (personId: string, moment: Date) => PersonAt | undefined;

/** Persons at their moments; a merged person is the one it was merged into. */
export async function personsAt(
  database: Database,
  asked: readonly PersonMoment[],
  tx: EntityManager,
): Promise<FindPerson> {
  if (asked.length === 0) return () => undefined;
  const found = await database.rows<PersonAt & { id: string; day: string }>(
    `WITH RECURSIVE line (id, day, at) AS (
       SELECT p.id, asked.day, p.id
         FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::date[]) AS a (id, day)) asked
         JOIN people.person p ON p.id = asked.id
       UNION
       SELECT line.id, line.day, p.merged_into FROM line JOIN people.person p ON p.id = line.at
        WHERE p.merged_into IS NOT NULL)
     SELECT line.id, line.day::text AS day, p.pseudonym,
       m.organisation_id AS "organisationId", coalesce(m.organisation_ids, '{}') AS "organisationIds",
       coalesce(f.codes, '{}') AS "functionCodes"
     FROM line JOIN people.person p ON p.id = line.at AND p.merged_into IS NULL
     LEFT JOIN LATERAL (
       SELECT (array_agg(organisation_id ORDER BY is_main DESC, valid_from DESC, id))[1] AS organisation_id,
         array_agg(organisation_id) AS organisation_ids
         FROM people.membership
        WHERE person_id = ANY (ARRAY[line.id, p.id]) AND valid_from <= line.day
          AND (valid_to IS NULL OR valid_to > line.day)) m ON true
     LEFT JOIN LATERAL (
       SELECT array_agg(DISTINCT mf.function_code ORDER BY mf.function_code) AS codes
         FROM people.membership h JOIN people.membership_function mf ON mf.membership_id = h.id
        WHERE h.person_id = ANY (ARRAY[line.id, p.id]) AND h.valid_from <= line.day
          AND (h.valid_to IS NULL OR h.valid_to > line.day)) f ON true`,
    [asked.map(({ personId }) => personId), asked.map(({ moment }) => dayOf(moment))],
    tx,
  );
  const known = new Map(found.map(({ id, day, ...person }) => [keyOf(id, day), person]));
  return (personId, moment) => known.get(keyOf(personId, dayOf(moment)));
}

/** Where somebody worked and as what, as a piece of evidence kept it. */
export interface FrozenPerson {
  organisationId: string | null;
  functionCodes: string[];
}

/**
 * Where each person worked, and as what, when evidence of these origins was last recorded: found by its
 * source, or by its source and the moment it speaks of. A job move or an erasure since then changes
 * nothing of it (invariants 9 and 12). Who it was is always asked anew: a record that was taken out of
 * another and then erased is a person of its own again.
 */
export async function frozenPersons(
  database: Database,
  originIds: readonly string[],
  tx: EntityManager,
): Promise<(sourceId: string, at?: Date) => FrozenPerson | undefined> {
  const found = await database.rows<FrozenPerson & { sourceId: string; at: Date }>(
    `SELECT source_id AS "sourceId", occurred_at AS at, organisation_id AS "organisationId",
       function_codes AS "functionCodes"
     FROM targets.evidence WHERE origin_id = ANY ($1) AND person_pseudonym IS NOT NULL
     ORDER BY recorded_at, id`,
    [originIds],
    tx,
  );
  // The last one recorded of a key stays.
  const frozen = new Map<string, FrozenPerson>();
  for (const { sourceId, at, ...person } of found) {
    frozen.set(sourceId, person);
    frozen.set(`${sourceId} ${at.getTime()}`, person);
  }
  return (sourceId, at) => frozen.get(at ? `${sourceId} ${at.getTime()}` : sourceId);
}

/**
 * For which organisation somebody came: the one of the enrolment if the person worked there on the day
 * itself, else the main one of that day. Who enrolled before a change of job, or was written down after
 * one, counts where the work was on the day.
 */
const workplaceOf = (person: PersonAt, enrolledFor: string | null): string | null =>
  enrolledFor !== null && person.organisationIds.includes(enrolledFor)
    ? enrolledFor
    : (person.organisationId ?? enrolledFor);

/**
 * What was said at enrolment or at the door wins; else it stays as it was counted first, and else it goes by
 * the dates of the work.
 */
export function cameFor(
  person: PersonAt,
  enrolledFor: string | null,
  isStated: boolean,
  frozen: FrozenPerson | undefined,
): string | null {
  if (isStated && enrolledFor !== null) return enrolledFor;
  return frozen ? frozen.organisationId : workplaceOf(person, enrolledFor);
}
