import { shortDate, t, yearOf } from '@academie/platform';

import { themesText } from '../search/agenda-view';
import { themeOptions } from '../search/catalogue-view';
import type { Reference } from '../search/catalogue.queries';
import type { CourseLink } from './course-links';
import { COURSE_KINDS, COURSE_STATUSES, type CourseStatus } from '../course/course.entity';
import type { ManageFilter } from './manage-filter';
import { NO_LIMIT } from './offering-form';
import { MANAGE_PAGE_SIZE, type ManagedCourse, type ManagedOffering } from './manage.queries';
import type { OfferingStatus } from '../offering/offering.entity';
import { dateBlock, dateRangeText } from '../offering/date-range-text';

export const MANAGE = { href: '/beheer/aanbod', label: 'Aanbod beheren' };
export const ADMIN = { href: '/beheer', label: 'Beheer' };

const COURSE_BADGE: Record<CourseStatus, string | undefined> = {
  draft: 'warn',
  published: 'good',
  archived: undefined,
};
const OFFERING_BADGE: Record<OfferingStatus, string | undefined> = {
  concept: 'warn',
  published: 'good',
  confirmed: 'good',
  running: 'info',
  held: undefined,
  cancelled: 'bad',
  inactive: undefined,
};

export const offeringBadge = (status: OfferingStatus): object => ({
  label: t(`catalogue.offeringStatus.${status}`),
  kind: OFFERING_BADGE[status],
});

/** "di 10 mrt 2026" */
export const dayText = (date: Date | null): string =>
  date ? `${shortDate(date)} ${yearOf(date)}` : '';

/** The list of managed courses. */
export function courseListView(
  filter: ManageFilter,
  rows: ManagedCourse[],
  reference: Reference,
): object {
  const total = rows[0]?.total ?? 0;
  const given = {
    ...(filter.q && { q: filter.q }),
    ...(filter.status && { status: filter.status }),
    ...(filter.kind && { soort: filter.kind }),
    ...(filter.theme && { thema: filter.theme }),
  };
  const filtered = Object.keys(given).length > 0;
  const href = (more: Record<string, string>): string =>
    `/beheer/aanbod?${new URLSearchParams({ ...given, ...more }).toString()}`;
  const column = (label: string, sort: ManageFilter['sort']): object => ({
    label,
    href: href({ sorteer: sort }),
    sort: filter.sort === sort ? 'ascending' : undefined,
  });
  const first = (filter.page - 1) * MANAGE_PAGE_SIZE + 1;
  const last = first + rows.length - 1;
  const onPage = (page: number): string => href({ sorteer: filter.sort, pagina: String(page) });
  return {
    title: 'Aanbod beheren',
    crumbs: [ADMIN, { label: 'Aanbod beheren' }],
    filter,
    filtered,
    clearHref: filtered ? '/beheer/aanbod' : undefined,
    statuses: COURSE_STATUSES.map((value) => ({
      value,
      label: t(`catalogue.courseStatus.${value}`),
    })),
    kinds: COURSE_KINDS.map((value) => ({ value, label: t(`catalogue.kind.${value}`) })),
    themes: themeOptions(reference),
    columns: [
      column('Titel', 'titel'),
      { label: 'Soort' },
      { label: 'Thema' },
      column('Status', 'status'),
      { label: 'Gepland', numeric: true },
      column('Eerstvolgende', 'datum'),
    ],
    rows: rows.map((row) => ({
      cells: [
        { text: row.title, href: `/beheer/aanbod/${row.id}` },
        { text: t(`catalogue.kind.${row.kind}`), label: 'Soort' },
        { text: themesText(row.themes) ?? '', label: 'Thema' },
        {
          badge: {
            label: t(`catalogue.courseStatus.${row.status}`),
            kind: COURSE_BADGE[row.status],
          },
          label: 'Status',
        },
        { text: String(row.upcoming), numeric: true, label: 'Gepland' },
        { text: dayText(row.nextAt), label: 'Eerstvolgende' },
      ],
    })),
    summary: t('catalogue.page-of', { first: total === 0 ? 0 : first, last, total }),
    previousHref: filter.page > 1 ? onPage(filter.page - 1) : undefined,
    nextHref: last < total ? onPage(filter.page + 1) : undefined,
  };
}

/** One course with all its offerings; `links` are the pages of what else belongs to it. */
export function courseDetailView(
  course: { id: string; slug: string; title: string; status: CourseStatus },
  offerings: ManagedOffering[],
  links: readonly CourseLink[],
  now: Date,
): object {
  const over = ({ endsAt, status }: ManagedOffering): boolean =>
    ['held', 'cancelled', 'inactive'].includes(status) || (endsAt !== null && endsAt <= now);
  const isDraft = course.status === 'draft';
  const coming = offerings.filter((offering) => !over(offering)).reverse();
  const concepts = coming.filter(({ status }) => status === 'concept');
  const row = (offering: ManagedOffering): object => ({
    ...offeringRow(offering, isDraft, now),
    publishKind: concepts.length > 1 ? 'secondary' : 'primary',
  });
  const past = offerings.filter(over);
  return {
    title: course.title,
    crumbs: [ADMIN, MANAGE, { label: course.title }],
    course,
    badge: {
      label: t(`catalogue.courseStatus.${course.status}`),
      kind: COURSE_BADGE[course.status],
    },
    mayPublish: course.status !== 'published',
    mayArchive: course.status !== 'archived',
    // One thing is the first to do: a training that nobody can see yet asks for that.
    newDateKind: course.status === 'published' && concepts.length !== 1 ? 'primary' : 'secondary',
    browsing: true,
    tabs: [
      { label: t('catalogue.manage.dates'), href: `/beheer/aanbod/${course.id}`, current: true },
      ...links,
    ],
    publishLabel: t(
      `catalogue.manage.${course.status === 'archived' ? 'publish-again' : 'publish'}`,
    ),
    publicHref: course.status === 'draft' ? undefined : `/aanbod/${course.slug}`,
    publishAll: concepts.length > 1 && publishAllView(course.id, concepts, isDraft),
    coming: coming.map(row),
    past: past.slice(0, PAST_SHOWN).map(row),
    earlier: yearsOf(past.slice(PAST_SHOWN)).map(([year, rows]) => ({
      year,
      count: rows.length,
      rows: rows.map(row),
    })),
  };
}

/** The question that puts all concepts in the catalogue at once. */
function publishAllView(
  courseId: string,
  concepts: readonly ManagedOffering[],
  courseIsDraft: boolean,
): object {
  const placeless = concepts.filter((offering) => offering.placeless > 0).length;
  return {
    label: t('catalogue.manage.publish-all', { count: concepts.length }),
    action: `/beheer/aanbod/${courseId}/datums/publiceren`,
    asks: [
      t('catalogue.manage.ask.publish-all', { count: concepts.length }),
      courseIsDraft && t('catalogue.manage.ask.course-too'),
      placeless > 0 && t('catalogue.manage.ask.some-placeless', { count: placeless }),
    ]
      .filter(Boolean)
      .join(' '),
    confirmLabel: t('catalogue.manage.publish-all-sure', { count: concepts.length }),
  };
}

/** Older ones are grouped by year. */
const PAST_SHOWN = 3;

function yearsOf(offerings: readonly ManagedOffering[]): [string, ManagedOffering[]][] {
  const years = new Map<string, ManagedOffering[]>();
  for (const offering of offerings) {
    const year = offering.startsAt ? String(yearOf(offering.startsAt)) : '';
    years.set(year, [...(years.get(year) ?? []), offering]);
  }
  return [...years];
}

function offeringRow(offering: ManagedOffering, courseIsDraft: boolean, now: Date): object {
  const { id, status, startsAt, endsAt } = offering;
  const running = !['held', 'cancelled', 'inactive'].includes(status);
  const taken = offering.seatsTaken + offering.overbooked;
  const base = `/beheer/uitvoeringen/${id}`;
  return {
    id,
    ...(startsAt && dateBlock(startsAt, now)),
    when:
      startsAt && endsAt
        ? dateRangeText(startsAt, endsAt)
        : t(`catalogue.course-page.${offering.mode === 'self_paced' ? 'own-pace' : 'no-date'}`),
    place: offering.place ?? (offering.mode === 'online' ? 'Online' : ''),
    badge: offeringBadge(status),
    confidential: offering.confidential,
    seats:
      offering.mode === 'self_paced' && offering.capacity === NO_LIMIT
        ? t('catalogue.manage.seats-unlimited', { count: taken })
        : t('catalogue.manage.seats', { taken, capacity: offering.capacity }),
    waiting:
      offering.waitingCount > 0
        ? t('catalogue.manage.waiting', { waiting: offering.waitingCount })
        : '',
    base,
    mayChange: running,
    mayBook: running && startsAt !== null,
    mayAssign: running && startsAt !== null,
    placeless: running && offering.placeless > 0,
    mayPublish: status === 'concept',
    publishAsks: [
      courseIsDraft && t('catalogue.manage.ask.course-too'),
      offering.placeless > 0 && t('catalogue.manage.ask.placeless'),
    ]
      .filter(Boolean)
      .join(' '),
    publishFields: [
      ...(courseIsDraft ? [{ name: 'course', value: 'too' }] : []),
      ...(offering.placeless > 0 ? [{ name: 'place', value: 'later' }] : []),
    ],
    confirmAsks: confirmText(offering, taken),
    mayUnconfirm: status === 'confirmed' && (startsAt === null || startsAt > now),
    mayDecide:
      status === 'published' && offering.decideAt !== null && (startsAt === null || startsAt > now),
    mayConfirm: status === 'published' && (startsAt === null || startsAt > now),
    mayCancel: running,
  };
}

/** What is asked before it is said that an offering goes on. */
function confirmText({ minimum }: ManagedOffering, taken: number): string {
  const people = taken === 0 ? 'nobody' : 'some';
  const few = taken < minimum ? ` ${t('catalogue.manage.ask.below-minimum', { minimum })}` : '';
  return t(`catalogue.manage.ask.confirm-${people}`, { count: taken }) + few;
}
