import { t } from '@academie/platform';

import type { Choice, MemberRow } from './membership.queries';

/** Who works at an organisation. */
export const MEMBERS = '/organisatie/medewerkers';

/** Somebody as the pages show them. */
export const memberView = (row: MemberRow): object => ({
  ...row,
  name: `${row.familyName}, ${row.givenName}`,
  href: `${MEMBERS}/${row.id}`,
  functions: row.functions.join(', '),
  status: row.status === 'active' ? undefined : t(`people.status.${row.status}`),
});

/** Choices with those marked that were chosen. */
export const chosen = (choices: readonly Choice[], codes: readonly string[]): object[] =>
  choices.map((choice) => ({ ...choice, selected: codes.includes(choice.value) }));
