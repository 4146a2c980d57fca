import type { EntityManager } from 'typeorm';

import { type FieldProblem, InvalidInput, rows } from '@academie/platform';

import type { AudienceFields } from './audience.dto';

/** What an audience is made of besides functions, and what each part refers to. */
const PARTS = [
  ['audienceOrganisationIds', 'organisation_id', 'uuid'],
  ['audienceOrganisationKinds', 'organisation_kind', 'text'],
  ['audienceGroupIds', 'group_id', 'uuid'],
] as const;

/** Columns of `AudienceResponse` for a course or an offering under its alias. */
export const audienceColumns = (of: 'course' | 'offering', alias: string): string =>
  [
    `${alias}.admission, ${alias}.confidential`,
    ...PARTS.map(
      ([field, column]) =>
        `ARRAY(SELECT a.${column} FROM catalogue.${of}_audience a
           WHERE a.${of}_id = ${alias}.id AND a.${column} IS NOT NULL ORDER BY 1) AS "${field}"`,
    ),
  ].join(', ');

/** Writes the parts that are given; those that are left out stay as they are. */
export async function setAudience(
  tx: EntityManager,
  of: 'course' | 'offering',
  id: string,
  given: AudienceFields,
): Promise<void> {
  const table = `catalogue.${of}_audience`;
  for (const [field, column, type] of PARTS) {
    const values = given[field];
    if (!values) continue;
    await rows(tx, `DELETE FROM ${table} WHERE ${of}_id = $1 AND ${column} IS NOT NULL`, [id]);
    if (values.length > 0)
      await rows(
        tx,
        `INSERT INTO ${table} (${of}_id, ${column}) SELECT $1, part FROM unnest($2::${type}[]) AS part`,
        [id, values],
      );
  }
}

/** Before the row is written, in which the database would not have it. @throws InvalidInput */
export function refuseOpenSecret({
  confidential,
  admission,
}: Pick<AudienceFields, 'confidential' | 'admission'>): void {
  if (confidential && admission === 'open')
    throw new InvalidInput([
      {
        field: 'admission',
        code: 'catalogue.confidential-is-closed',
        message: 'what is confidential is not open to everybody',
      },
    ]);
}

/**
 * Refuses what closes it to everybody without saying so: confidential but open, or for an audience of
 * nobody. Looked at after writing, since a change may leave out the half that stays.
 * @throws InvalidInput
 */
export async function requireSoundAudience(
  tx: EntityManager,
  of: 'course' | 'offering',
  id: string,
  given: AudienceFields,
): Promise<void> {
  refuseOpenSecret(given);
  const problems: FieldProblem[] = [];
  const course =
    of === 'course'
      ? 'c.id = $1'
      : 'c.id = (SELECT course_id FROM catalogue.offering WHERE id = $1)';
  const [empty] = await rows(
    tx,
    `SELECT 1 FROM catalogue.${of} x JOIN catalogue.course c ON ${course}
      WHERE x.id = $1 AND x.admission = 'audience'
        AND cardinality(x.audiences) = 0 AND cardinality(c.audiences) = 0
        AND NOT EXISTS (SELECT FROM catalogue.course_audience a WHERE a.course_id = c.id)
        AND NOT EXISTS (SELECT FROM catalogue.offering_audience a WHERE a.offering_id = x.id)`,
    [id],
  );
  if (empty)
    problems.push({
      field: 'admission',
      code: 'catalogue.audience-empty',
      message: 'the audience names nobody',
    });
  if (problems.length > 0) throw new InvalidInput(problems);
}
