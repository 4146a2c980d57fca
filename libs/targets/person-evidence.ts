import type { EntityManager } from 'typeorm';

import { type Database, dayOf } from '@academie/platform';

/** Somebody on a day: who they are after merging, where they worked and as what. */
export interface PersonAt {
  pseudonym: string;
  isErased: boolean;
  organisationId: string | null;
  functionCodes: string[];
}

/** By person id. Whoever was merged is the one that they turned out to be. */
export async function personAt(
  database: Database,
  personIds: readonly string[],
  moment: Date,
  tx: EntityManager,
): Promise<Map<string, PersonAt>> {
  if (personIds.length === 0) return new Map();
  const found = await database.rows<PersonAt & { id: string }>(
    `WITH RECURSIVE line (id, at) AS (
       SELECT id, id FROM people.person WHERE id = ANY ($1)
       UNION
       SELECT line.id, p.merged_into FROM line JOIN people.person p ON p.id = line.at
        WHERE p.merged_into IS NOT NULL)
     SELECT line.id, p.pseudonym, p.status = 'erased' AS "isErased",
       m.organisation_id AS "organisationId", coalesce(f.codes, '{}') AS "functionCodes"
     FROM line JOIN people.person p ON p.id = line.at AND p.merged_into IS NULL
     LEFT JOIN LATERAL (
       SELECT id, organisation_id FROM people.membership
        WHERE person_id = ANY (ARRAY[line.id, p.id]) AND valid_from <= $2
          AND (valid_to IS NULL OR valid_to > $2)
        ORDER BY is_main DESC, valid_from DESC, id LIMIT 1) m ON true
     LEFT JOIN LATERAL (
       SELECT array_agg(DISTINCT mf.function_code ORDER BY mf.function_code) AS codes
         FROM people.membership h JOIN people.membership_function mf ON mf.membership_id = h.id
        WHERE h.person_id = ANY (ARRAY[line.id, p.id]) AND h.valid_from <= $2
          AND (h.valid_to IS NULL OR h.valid_to > $2)) f ON true`,
    [personIds, dayOf(moment)],
    tx,
  );
  return new Map(found.map(({ id, ...person }) => [id, person]));
}

/**
 * What was frozen of each person the last time this origin was looked at, by source id. A job move
 * or an erasure since then changes nothing of it (invariants 9 and 12).
 */
export async function frozenPersons(
  database: Database,
  originId: string,
  tx: EntityManager,
): Promise<
  Map<string, { pseudonym: string; organisationId: string | null; functionCodes: string[] }>
> {
  const found = await database.rows<{
    sourceId: string;
    pseudonym: string;
    organisationId: string | null;
    functionCodes: string[];
  }>(
    `SELECT DISTINCT ON (source_id) source_id AS "sourceId", person_pseudonym AS pseudonym,
       organisation_id AS "organisationId", function_codes AS "functionCodes"
     FROM targets.evidence WHERE origin_id = $1 AND person_pseudonym IS NOT NULL
     ORDER BY source_id, recorded_at DESC, id DESC`,
    [originId],
    tx,
  );
  return new Map(found.map(({ sourceId, ...frozen }) => [sourceId, frozen]));
}
