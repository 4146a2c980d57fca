import { t } from '@academie/platform';

import type { ProposalRow } from './proposal.queries';

/** A change in words. */
export const proposalView = (row: ProposalRow): object => ({
  ...row,
  what: t(`people.work.kind.${row.kind}`, { organisation: row.organisation, from: row.from ?? '' }),
  functions: row.functions.join(', '),
});
