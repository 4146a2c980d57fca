import { mediumDate, t } from '@academie/platform';

import { dutchDay } from '../value/target-labels';
import type { ContestRow } from './contest.queries';

const STATES = {
  open: { label: t('targets.contest.open'), kind: 'warn' },
  accepted: { label: t('targets.contest.accepted'), kind: 'good' },
  explained: { label: t('targets.contest.explained'), kind: 'info' },
  withdrawn: { label: t('targets.contest.withdrawn'), kind: 'neutral' },
} as const;

/** One thing that is contested, in a list. */
export const contestView = (contest: ContestRow): object => ({
  id: contest.id,
  code: contest.code,
  heading: contest.title,
  organisation: contest.organisation,
  about: contestedText(contest),
  reason: contest.reason,
  badge: STATES[contest.state],
  madeOn: mediumDate(contest.madeAt),
  answer: contest.answer,
  answeredOn: contest.answeredAt && mediumDate(contest.answeredAt),
  correction: contest.correction,
  targetHref: `/doelen/${contest.targetId}`,
  unitHref:
    contest.contributionId && `/doelen/${contest.targetId}/bewijs/${contest.contributionId}`,
  answerHref: `/doelen/betwist/${contest.id}`,
});

/** What of the target is contested: a unit of a day, or something that lacks. */
export function contestedText({ contributionId, occurredOn, stillCounts }: ContestRow): string {
  if (!contributionId) return t('targets.contest.gap');
  const unit = t('targets.contest.unit', { day: occurredOn ? dutchDay(occurredOn) : '' });
  return stillCounts ? unit : `${unit} ${t('targets.contest.corrected')}`;
}
