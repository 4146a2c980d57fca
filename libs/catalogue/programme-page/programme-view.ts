import type { Actor } from '@academie/people';
import { type PageView, t } from '@academie/platform';

import { mayManage } from '../course/theme-scope';
import { blocksOf } from '../course-page/description';
import { dateRangeText } from '../offering/date-range-text';
import { placesText, windowOf } from '../offering/seats-left';
import type { ProgrammeDate } from '../programme/programme-dates.queries';
import type {
  ProgrammeCourseRow,
  ProgrammeHead,
  ProgrammeRow,
  ProgrammeStepRow,
} from '../programme/programme.queries';

const HOME = { href: '/aanbod', label: 'Aanbod' };
/** So many dates of a course are told; the others stand on its own page. */
const DATES_SHOWN = 2;

export const programmeListView = (programmes: readonly ProgrammeHead[]): PageView => ({
  title: t('catalogue.programme.list'),
  browsing: true,
  crumbs: [HOME, { label: t('catalogue.programme.list') }],
  programmes: programmes.map(programmeRow),
});

/** A programme as a row of a list. */
export const programmeRow = (programme: ProgrammeHead): object => ({
  heading: programme.title,
  href: `/leergangen/${programme.slug}`,
  summary: programme.summary,
  meta: [
    t('catalogue.programme.kind'),
    t('catalogue.programme.steps', { count: programme.steps }),
    programme.themes.map(({ name }) => name).join(', '),
  ]
    .filter(Boolean)
    .join(' · '),
});

/** The public page of a programme. */
export function programmeView(
  programme: ProgrammeRow,
  dates: readonly ProgrammeDate[],
  actor: Actor | undefined,
  now: Date,
): PageView {
  const { slug } = programme;
  const open = programme.status === 'published';
  const enrol = `/leergangen/${slug}/inschrijven`;
  const manages = actor && mayManage(actor, programme.themes);
  return {
    title: programme.title,
    browsing: true,
    crumbs: [
      HOME,
      { href: '/leergangen', label: t('catalogue.programme.list') },
      { label: programme.title },
    ],
    programme: { title: programme.title, summary: programme.summary },
    archived: programme.status === 'archived',
    draft: programme.status === 'draft',
    blocks: blocksOf(programme.description),
    order: t(`catalogue.programme.${programme.inOrder ? 'in-order' : 'any-order'}`),
    steps: programme.steps.map((step, index) => stepView(step, index, dates, now)),
    facts: [
      programme.functions.length > 0 && {
        term: 'Voor wie',
        text: programme.functions.join(', '),
      },
      { term: 'Afgerond', text: t('catalogue.programme.completed-when') },
      ...programme.themes.map((theme) => ({
        ...{ term: 'Thema', text: theme.name },
        href: `/aanbod?thema=${theme.slug}`,
      })),
    ].filter(Boolean),
    enrolHref: open ? (actor ? enrol : `/inloggen?naar=${enrol}`) : undefined,
    enrolLabel: actor ? t('catalogue.programme.enrol') : t('catalogue.programme.sign-in'),
    followersHref:
      actor &&
      (manages || actor.coordinatedOrganisations.length > 0 || actor.roles.includes('trainer'))
        ? `/leergangen/${slug}/deelnemers`
        : undefined,
    followersLabel: t(
      manages || (actor?.coordinatedOrganisations.length ?? 0) > 0
        ? 'catalogue.programme.who-and-enrol'
        : 'catalogue.programme.who',
    ),
    manageHref: manages ? `/beheer/leergangen/${programme.id}` : undefined,
  };
}

function stepView(
  step: ProgrammeStepRow,
  index: number,
  dates: readonly ProgrammeDate[],
  now: Date,
): object {
  const several = step.courses.length > 1;
  return {
    heading: t('catalogue.programme.step', { number: index + 1, title: stepTitle(step) }),
    choice: choiceText(step),
    several,
    courses: step.courses.map((course) => courseView(course, dates, now)),
  };
}

/** What a step is called: by its own title, or as its only course. */
export const stepTitle = ({
  title,
  courses,
}: Pick<ProgrammeStepRow, 'title' | 'courses'>): string =>
  title || (courses.length === 1 ? (courses[0]?.title ?? '') : t('catalogue.programme.a-choice'));

/** "Kies 2 van deze 4"; nothing where there is nothing to choose. */
export const choiceText = ({
  choose,
  courses,
}: Pick<ProgrammeStepRow, 'choose' | 'courses'>): string | undefined =>
  courses.length > choose
    ? t('catalogue.programme.choose', { choose, of: courses.length })
    : courses.length > 1
      ? t('catalogue.programme.all-of', { of: courses.length })
      : undefined;

function courseView(
  course: ProgrammeCourseRow,
  dates: readonly ProgrammeDate[],
  now: Date,
): object {
  const own = dates.filter(
    (date) => date.courseId === course.id && ['before', 'open'].includes(windowOf(date, now)),
  );
  return {
    heading: course.title,
    href: `/aanbod/${course.slug}`,
    kind: t(`catalogue.kind.${course.kind}`),
    summary: course.summary,
    dates: own.slice(0, DATES_SHOWN).map((date) => ({
      when: dateText(date),
      place: date.place ?? undefined,
      // What is at one's own pace says so once.
      chip: date.startsAt ? placesText(date, now).text : undefined,
    })),
    more: own.length > DATES_SHOWN ? own.length - DATES_SHOWN : undefined,
    later:
      course.status === 'archived'
        ? t('catalogue.programme.no-longer')
        : t('catalogue.badge.no-date'),
  };
}

/** When a date is, in words. */
export const dateText = ({
  startsAt,
  endsAt,
}: Pick<ProgrammeDate, 'startsAt' | 'endsAt'>): string =>
  startsAt && endsAt ? dateRangeText(startsAt, endsAt) : t('catalogue.course-page.own-pace');
