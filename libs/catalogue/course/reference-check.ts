import type { EntityManager } from 'typeorm';

import { type FieldProblem, rows } from '@academie/platform';

/** What a command refers to, by the field it was given in. */
type Given = Record<string, readonly string[]>;

const SOURCES = {
  theme: 'SELECT id::text AS key FROM catalogue.theme',
  tag: 'SELECT code AS key FROM catalogue.tag',
  course: 'SELECT id::text AS key FROM catalogue.course',
  function: 'SELECT code AS key FROM people.job_function',
  organisation: 'SELECT id::text AS key FROM people.known_organisation',
  group: 'SELECT id::text AS key FROM people.known_group',
  location: 'SELECT id::text AS key FROM catalogue.location',
  room: `SELECT location_id || ':' || id AS key FROM catalogue.room`,
  person: `SELECT id::text AS key FROM people.person_name WHERE status = 'active'`,
  trainer: `SELECT p.id::text AS key FROM people.person_name p JOIN people.role_held g ON g.person_id = p.id
             WHERE p.status = 'active' AND g.role = 'trainer'`,
} as const;
export type Source = keyof typeof SOURCES;
const CODES = new Set<Source>(['tag', 'function']);

/** A problem for every field that names something which is not there; asked in one statement. */
export async function findUnknownReferences(
  tx: EntityManager,
  given: Partial<Record<Source, Given>>,
): Promise<FieldProblem[]> {
  const fields = (Object.entries(given) as [Source, Given][]).flatMap(([source, byField]) =>
    Object.entries(byField).flatMap(([field, keys]) =>
      keys.map((key) => ({ source, field, key: CODES.has(source) ? key : key.toLowerCase() })),
    ),
  );
  if (fields.length === 0) return [];
  const sources = [...new Set(fields.map(({ source }) => source))];
  const found = await rows<{ source: string; key: string }>(
    tx,
    sources
      .map(
        (source) =>
          `SELECT '${source}' AS source, key FROM (${SOURCES[source]}) s WHERE key = ANY ($1)`,
      )
      .join(' UNION ALL '),
    [fields.map(({ key }) => key)],
  );
  const known = new Set(found.map(({ source, key }) => `${source}:${key}`));
  const missing = fields.filter(({ source, key }) => !known.has(`${source}:${key}`));
  return [...new Set(missing.map(({ field }) => field))].map((field) => ({
    field,
    code: 'isIn',
    message: `${field} names something that does not exist`,
  }));
}
