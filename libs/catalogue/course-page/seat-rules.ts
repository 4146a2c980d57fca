import { longDate, untilText, t } from '@academie/platform';

import type { OfferingRow } from './course-page.queries';
import { windowOf } from '../offering/seats-left';

const DAY = 24;

/** How seats of this offering are given out, in sentences that everybody may read. */
export function seatRules(offering: OfferingRow, now: Date): string[] {
  if (offering.status === 'cancelled' || windowOf(offering, now) === 'closed') return [];
  return [
    approvalText(offering),
    offering.coverageFirst && t('catalogue.seat-rule.coverage-first'),
    offering.offerHours !== null &&
      t('catalogue.seat-rule.offer', { duration: hoursText(offering.offerHours) }),
    offering.cancelUntil !== null &&
      t('catalogue.seat-rule.cancel', { until: untilText(offering.cancelUntil) }),
    minimumText(offering),
  ].filter((rule) => rule !== false);
}

/** "48 uur", "3 dagen" */
export const hoursText = (hours: number): string =>
  hours % DAY === 0 && hours > 2 * DAY
    ? t('catalogue.duration.days', { count: hours / DAY })
    : t('catalogue.duration.hours', { count: hours });

function approvalText({ approval, approvalDays }: OfferingRow): string | false {
  const within = t('catalogue.duration.days', { count: approvalDays });
  switch (approval) {
    case 'none':
      return false;
    case 'coordinator':
    case 'organiser':
      return t(`catalogue.seat-rule.approval.${approval}`, { within });
    default:
      return approval satisfies never;
  }
}

function minimumText({ minimum, status, decideAt }: OfferingRow): string | false {
  if (minimum <= 1 || status !== 'published') return false;
  const decided = decideAt && t('catalogue.seat-rule.decided-on', { day: longDate(decideAt) });
  return [t('catalogue.seat-rule.minimum', { minimum }), decided].filter(Boolean).join(' ');
}
