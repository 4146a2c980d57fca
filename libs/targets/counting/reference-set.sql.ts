import type { Params } from '@academie/platform';

/**
 * Select of `id` and `now_id`: every organisation, and what it has become on a day. Only those that
 * are of the reference set on that day; one that ended without a successor is not.
 */
export function standingSelect(sql: Params, reference: string, day: string): string {
  const on = `${sql.add(day)}::date`;
  return `WITH RECURSIVE line (id, now_id) AS (
      SELECT id, id FROM people.known_organisation
      UNION
      SELECT line.id, o.successor_id FROM line JOIN people.known_organisation o ON o.id = line.now_id
       WHERE o.valid_to <= ${on} AND o.successor_id IS NOT NULL)
    SELECT line.id, line.now_id FROM line JOIN people.known_organisation o ON o.id = line.now_id
     WHERE o.kind = ${sql.add(reference)} AND ${validOn('o', on)}`;
}

/** SQL: whether an organisation exists on a day. */
export const validOn = (alias: string, day: string): string =>
  `(${alias}.valid_from IS NULL OR ${alias}.valid_from <= ${day})
   AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > ${day})`;

/**
 * SQL: whether an organisation existed on a day, as far as was known at a moment: what was decided
 * about it later is left out, and what was taken back since holds.
 */
export const validOnKnown = (alias: string, day: string, knownAt: string): string =>
  `(${alias}.valid_from IS NULL OR ${alias}.valid_from <= ${day})
   AND NOT coalesce(CASE WHEN EXISTS (
       SELECT FROM people.organisation_ending z WHERE z.organisation_id = ${alias}.id AND z.done_at IS NOT NULL)
     THEN EXISTS (
       SELECT FROM people.organisation_ending z WHERE z.organisation_id = ${alias}.id
          AND z.done_at <= ${knownAt} AND (z.undone_at IS NULL OR z.undone_at > ${knownAt})
          AND z.ends_on <= ${day})
     ELSE ${alias}.valid_to <= ${day} END, false)`;
