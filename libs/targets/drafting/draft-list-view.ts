import { mediumDate, t } from '@academie/platform';

import { toCheckText } from '../value/target-labels';
import type { TargetView } from '../value/target.queries';
import { DRAFTS } from './draft-links';
import type { DraftRow } from './draft.queries';

/** A draft as a line of the list. */
export const draftRow = (draft: DraftRow): object => ({
  href: `${DRAFTS}/${draft.id}`,
  heading: draft.document.title || t('targets.draft.untitled'),
  code: draft.code ?? t('targets.draft.new'),
  year: draft.year,
  state: t(`targets.draft.state.${draft.state}`),
  kind: draft.state === 'proposed' ? 'info' : draft.state === 'returned' ? 'warn' : 'neutral',
  by: draft.maker,
  changedOn: mediumDate(draft.changedAt),
});

/** Targets of which something of an earlier year has still to be looked at. */
export const toCheckView = (
  targets: readonly Pick<TargetView, 'code' | 'title' | 'toCheck' | 'year' | 'baseline'>[],
): object[] =>
  targets.flatMap((target) => {
    const toCheck = toCheckText(target);
    const { code, title } = target;
    return toCheck ? [{ code, heading: `${code} ${title}`, toCheck }] : [];
  });
