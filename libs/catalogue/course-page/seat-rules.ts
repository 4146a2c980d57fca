import { longDate, untilText } from '@academie/platform';

import type { OfferingRow } from './course-page.queries';
import { windowOf } from '../offering/seats-left';

const DAY = 24;

/** How seats of this offering are given out, in sentences that everybody may read. */
export function seatRules(offering: OfferingRow, now: Date): string[] {
  if (offering.status === 'cancelled' || windowOf(offering, now) === 'closed') return [];
  return [
    approvalText(offering),
    offering.coverageFirst &&
      'Is er een wachtlijst? Dan gaat een organisatie die nog geen plek heeft voor op een tweede plek van een andere organisatie.',
    offering.offerHours !== null &&
      `Komt er een plek vrij, dan krijgt de eerste op de wachtlijst ${hoursText(offering.offerHours)} om die aan te nemen.`,
    offering.cancelUntil !== null &&
      `Afmelden kan ${untilText(offering.cancelUntil)}. Daarna kan het ook nog, maar dan noteren we een late afmelding.`,
    minimumText(offering),
  ].filter((rule) => rule !== false);
}

/** "48 uur", "3 dagen" */
export const hoursText = (hours: number): string =>
  hours % DAY === 0 && hours > 2 * DAY ? `${hours / DAY} dagen` : `${hours} uur`;

function approvalText({ approval, approvalDays }: OfferingRow): string | false {
  const within = approvalDays === 1 ? '1 dag' : `${approvalDays} dagen`;
  switch (approval) {
    case 'none':
      return false;
    case 'coordinator':
      return `U vraagt een plek aan. De coördinator van uw organisatie beslist binnen ${within}.`;
    case 'organiser':
      return `U vraagt een plek aan. De organisator beslist binnen ${within}.`;
    default:
      return approval satisfies never;
  }
}

function minimumText({ minimum, status, decideAt }: OfferingRow): string | false {
  if (minimum <= 1 || status !== 'published') return false;
  const when = decideAt ? ` Dat wordt beslist op ${longDate(decideAt)}.` : '';
  return `Gaat door bij ten minste ${minimum} deelnemers.${when}`;
}
