import { mediumDate, dutchNumber, t } from '@academie/platform';

import { contentHref } from '../editor/editor-addresses';
import {
  FOLLOWED_PAGE,
  type FollowedCounts,
  type FollowedOffering,
  type FollowedRow,
  REMIND_DAYS,
  STANDINGS,
} from './following.queries';

export const FOLLOWING_HOME = '/beheer/voortgang';

const label = (name: string): { label: string } => ({
  label: t(`elearning.following.column.${name}`),
});

export const offeringColumns = (): object[] => [
  label('course'),
  label('when'),
  ...['places', 'begun', 'finished'].map((name) => ({ ...label(name), numeric: true })),
];

export const offeringRow = (row: FollowedOffering): object => ({
  cells: [
    { text: row.courseTitle, href: `${FOLLOWING_HOME}/${row.offeringId}` },
    {
      text: row.startsAt
        ? mediumDate(row.startsAt)
        : t('elearning.following.own-pace', { day: mediumDate(row.since) }),
      ...label('when'),
    },
    { text: dutchNumber(row.places), numeric: true, ...label('places') },
    { text: dutchNumber(row.begun), numeric: true, ...label('begun') },
    { text: dutchNumber(row.finished), numeric: true, ...label('finished') },
  ],
});

/** What the pages of trainers and coordinators share; `second` is what their second column tells. */
export function followedView(
  counts: FollowedCounts,
  people: readonly FollowedRow[],
  second: 'organisation' | 'course',
  hrefOf: (row: FollowedRow) => string | undefined,
): object {
  return {
    stats: STANDINGS.map((one) => ({
      label: t(`elearning.following.standing.${one}`),
      value: dutchNumber(counts[one]),
    })),
    remindLabel: t('elearning.following.remind', { count: counts.remindable }),
    remindQuestion: t('elearning.following.question', { days: REMIND_DAYS }),
    canRemind: counts.remindable > 0,
    columns: [label('person'), label(second), label('progress'), label('last'), label('reminded')],
    rows: people.slice(0, FOLLOWED_PAGE).map((row) => ({
      cells: [
        { text: row.name, href: hrefOf(row) },
        {
          text: second === 'organisation' ? (row.organisation ?? '') : row.courseTitle,
          ...label(second),
        },
        { ...progressOf(row), ...label('progress') },
        { text: row.lastAt ? mediumDate(row.lastAt) : '', ...label('last') },
        { text: row.remindedAt ? mediumDate(row.remindedAt) : '', ...label('reminded') },
      ],
    })),
  };
}

/** Where the parts of somebody can be waived, if there are such parts. */
export const unitsHref = ({ courseId, enrolmentId, hasUnits }: FollowedRow): string | undefined =>
  hasUnits ? `${contentHref(courseId)}/cijfers/deelnemers/${enrolmentId}` : undefined;

function progressOf({ standing, done, all }: FollowedRow): object {
  const progress = t('elearning.progress', { done, all });
  if (standing === 'done')
    return { badge: { label: t('elearning.following.finished'), kind: 'good' } };
  if (standing === 'new') return { text: t('elearning.following.not-begun') };
  if (standing === 'busy') return { text: progress };
  return { badge: { label: t('elearning.following.stuck', { progress }), kind: 'warn' } };
}

export const pageNumber = (given: unknown): number =>
  typeof given === 'string' && /^[1-9]\d{0,3}$/.test(given) ? Number(given) : 1;

/** Addresses of the page before and after. */
export const pagesOf = (page: number, found: number, hrefOf: (page: number) => string): object => ({
  previousHref: page > 1 ? hrefOf(page - 1) : undefined,
  nextHref: found > FOLLOWED_PAGE ? hrefOf(page + 1) : undefined,
});
