import { dutchNumber, longDate, mediumDate, t } from '@academie/platform';

import { valueText } from '../value/target-labels';
import { hrefOf } from './own-organisation-view';
import type { OwnWork, OwnYear } from './own-organisation.service';

/** A line of the mail, with an address to look further. */
interface Line {
  text: string;
  href: string;
}

/** What a coordinator reads once a month; a mail is passed on, so it names no person. */
interface Monthly {
  href: string;
  met: string | undefined;
  missing: Line[];
  moreMissing: number;
  asked: Line[];
  answered: Line[];
}

const MOST = 8;
const MONTH_MS = 31 * 86_400_000;

/** Undefined where there is nothing to say. `first` is the first day of the month that it is sent in. */
export function monthlyView(year: OwnYear, work: OwnWork, first: string): Monthly | undefined {
  const { organisation, coverage, contests } = year;
  const asked = askedOf(work);
  const forAll = coverage.filter(({ isForAll }) => isForAll);
  const missing = forAll.filter(({ state }) => state === 'missing');
  const since = Date.parse(first) - MONTH_MS;
  const answered = contests.filter(({ answeredAt }) => answeredAt && answeredAt.getTime() > since);
  if (missing.length + asked.length + answered.length === 0) return undefined;
  return {
    href: hrefOf(organisation),
    met:
      forAll.length > 0
        ? t('targets.own.met', {
            met: forAll.filter(({ state }) => state === 'met').length,
            total: forAll.length,
          })
        : undefined,
    missing: missing.slice(0, MOST).map(({ target }) => ({
      text: `${target.code} ${target.title} (${valueText(target)})`,
      href: hrefOf(organisation, target.id),
    })),
    moreMissing: Math.max(0, missing.length - MOST),
    asked,
    answered: answered.map(({ code, title, answer, targetId }) => ({
      text: `${code} ${title}: ${answer ?? ''}`,
      href: hrefOf(organisation, targetId),
    })),
  };
}

function askedOf({ requests, offers, held, expiring, needs, noShows }: OwnWork): Line[] {
  const soonest = offers[0];
  const lacking = needs.reduce((sum, one) => sum + one.meant - one.done - one.planned, 0);
  const lines: (Line | undefined)[] = [
    requests.count > 0 && requests.decideBy
      ? {
          text: t('targets.own.mail-requests', {
            count: requests.count,
            day: longDate(requests.decideBy),
          }),
          href: '/aanvragen',
        }
      : undefined,
    soonest && {
      text: t('targets.own.mail-offers', { count: offers.length, day: longDate(soonest.at) }),
      href: '/organisatie',
    },
    ...held.slice(0, MOST).map(({ courseTitle, seats, claimed, releaseAt, offeringId }) => ({
      text: t('targets.own.mail-held', {
        course: courseTitle,
        count: seats - claimed,
        day: mediumDate(releaseAt),
      }),
      href: `/beheer/uitvoeringen/${offeringId}/lijst`,
    })),
    lacking > 0
      ? {
          text: t('targets.own.mail-needs', { count: lacking, number: dutchNumber(lacking) }),
          href: '/organisatie/bereik',
        }
      : undefined,
    expiring.length > 0
      ? {
          text: t('targets.own.mail-expiring', { count: expiring.length }),
          href: '/gemeente',
        }
      : undefined,
    noShows.length > 0
      ? { text: t('targets.own.mail-no-shows', { count: noShows.length }), href: '/gemeente' }
      : undefined,
  ];
  return lines.filter((line) => line !== undefined);
}
