import { hasText, t } from '@academie/platform';

import type { BulkAnswer } from './bulk-dry-run';

/** Whom a row is about. */
export const whoOf = ({ email, givenName, familyName }: BulkAnswer): string =>
  [`${givenName} ${familyName}`.trim(), email].filter(Boolean).join(', ');

/** Why somebody cannot be enrolled. */
export function problemText({
  problem = '',
  otherRow,
  courses = '',
  programme = '',
}: BulkAnswer): string {
  const [lib, name] = problem.split('.', 2);
  if (name && hasText(`${lib}.refusal.${name}`))
    return t(`${lib}.refusal.${name}`, { courses, programme });
  return t(`enrolment.bulkProblem.${problem}`, { row: otherRow ?? 0 });
}
