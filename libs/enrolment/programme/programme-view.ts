import {
  choiceText,
  dateText,
  freeSeats,
  type ProgrammeDate,
  type ProgrammeRow,
  type ProgrammeStepRow,
  stepTitle,
  windowOf,
} from '@academie/catalogue';
import { type Form, longDate, type PageView, t } from '@academie/platform';

import type { Overlap } from '../place/overlaps';
import { mineTabs } from '../mine/my-enrolments-view';
import type { ChosenResult } from './programme-enrolment.service';
import {
  type CourseStanding,
  isCompleted,
  type StepState,
  stepStanding,
} from '../programme-order/programme-standing';

export const CRUMBS = [
  { href: '/aanbod', label: 'Aanbod' },
  { href: '/leergangen', label: 'Leergangen' },
];

export const BADGE: Record<StepState, string> = { done: 'good', planned: 'info', open: 'warn' };

/** Who is enrolled: oneself, or somebody else by name. */
export interface ForWhom {
  id: string;
  name: string | undefined;
}

export const pageOf = (slug: string): string => `/leergangen/${slug}`;
export const enrolPage = (slug: string, { id, name }: ForWhom): string =>
  `${pageOf(slug)}/inschrijven${name ? `?persoon=${id}` : ''}`;

interface EnrolFacts {
  programme: ProgrammeRow;
  dates: readonly ProgrammeDate[];
  standings: readonly CourseStanding[];
  overlaps: readonly Overlap[];
  whom: ForWhom;
  follows: boolean;
  now: Date;
}

/** The form on which dates are chosen for all steps that have something to choose. */
export function programmeEnrolView(facts: EnrolFacts, form: Form<object>): PageView {
  const { programme, whom, follows, standings } = facts;
  const steps = programme.steps.map((step, index) => enrolStep(step, index, facts, form));
  const canChoose = steps.some(({ fields }) => fields > 0);
  return {
    title: t('enrolment.programme.title', { title: programme.title }),
    crumbs: [
      ...CRUMBS,
      { href: pageOf(programme.slug), label: programme.title },
      { label: 'Inschrijven' },
    ],
    heading: programme.title,
    person: whom.name,
    ordered: programme.inOrder,
    completed: isCompleted(programme.steps, standings),
    steps,
    canChoose,
    submitLabel: t(`enrolment.programme.${canChoose ? 'submit' : 'follow'}`),
    showFollow: canChoose || !follows,
    follows,
    action: enrolPage(programme.slug, whom),
    backHref: whom.name ? `/organisatie/personen/${whom.id}` : pageOf(programme.slug),
    form: form.view,
  };
}

function enrolStep(
  step: ProgrammeStepRow,
  index: number,
  { dates, standings, overlaps, now }: EnrolFacts,
  form: Form<object>,
): { fields: number; [name: string]: unknown } {
  const { state, left } = stepStanding(step, standings);
  const courses = step.courses.map((course) => {
    const standing = standings.find(({ courseId }) => courseId === course.id);
    const open = dates.filter(
      (date) => date.courseId === course.id && windowOf(date, now) === 'open',
    );
    const name = `date.${course.id}`;
    const asks = !standing && left > 0 && open.length > 0;
    return {
      heading: course.title,
      href: `/aanbod/${course.slug}`,
      standing: standing && standingText(standing),
      field: asks
        ? {
            name,
            label: course.title,
            value: form.values[name],
            error: form.errors[name],
            options: open.map((date) => ({ value: date.id, label: optionText(date, overlaps) })),
          }
        : undefined,
      nothing: !standing && open.length === 0,
    };
  });
  return {
    heading: t('catalogue.programme.step', { number: index + 1, title: stepTitle(step) }),
    choice: choiceText(step),
    badge: { label: t(`enrolment.programme.state.${state}`, { count: left }), kind: BADGE[state] },
    courses,
    fields: courses.filter(({ field }) => field).length,
  };
}

function optionText(date: ProgrammeDate, overlaps: readonly Overlap[]): string {
  const clash = overlaps.find(({ offeringId }) => offeringId === date.id);
  return [
    dateText(date),
    date.place,
    date.approval !== 'none' && t('enrolment.programme.needs-approval'),
    freeSeats(date) === 0 && t('enrolment.programme.waiting-list'),
    clash && t('enrolment.overlap.short', { course: clash.courseTitle }),
  ]
    .filter(Boolean)
    .join(', ');
}

/** "Afgerond", "Gepland, dinsdag 10 maart 2026", "Wacht op een plek, …". */
const standingText = ({ standing, startsAt }: CourseStanding): string =>
  standing !== 'done' && startsAt
    ? t(`enrolment.programme.standing.${standing}-on`, { day: longDate(startsAt) })
    : t(`enrolment.programme.standing.${standing}`);

/** What came of the dates that were chosen, one by one. */
export function programmeResultView(
  programme: ProgrammeRow,
  dates: readonly ProgrammeDate[],
  results: readonly ChosenResult[],
  whom: ForWhom,
): PageView {
  const titles = new Map(
    programme.steps.flatMap(({ courses }) => courses.map(({ id, title }) => [id, title] as const)),
  );
  return {
    title: t('enrolment.programme.result'),
    crumbs: [
      ...CRUMBS,
      { href: pageOf(programme.slug), label: programme.title },
      { label: t('enrolment.programme.result') },
    ],
    heading: programme.title,
    person: whom.name,
    someFailed: results.some(({ status, already }) => !status && !already),
    columns: [{ label: 'Training' }, { label: 'Wanneer' }, { label: 'Uitkomst' }],
    results: results.map((result) => ({
      course: titles.get(result.courseId),
      when: dateText(
        dates.find(({ id }) => id === result.offeringId) ?? { startsAt: null, endsAt: null },
      ),
      badge: resultBadge(result),
      text: result.status ? undefined : result.problem,
      askHref:
        result.asks && !whom.name ? `/uitvoeringen/${result.offeringId}/inschrijven` : undefined,
    })),
    againHref: enrolPage(programme.slug, whom),
    doneHref: whom.name ? `/organisatie/personen/${whom.id}` : '/mijn/leergangen',
    doneLabel: whom.name ?? t('enrolment.programme.mine'),
  };
}

function resultBadge({ status, already }: ChosenResult): object {
  if (already) return { label: t('enrolment.programme.was-there'), kind: 'info' };
  if (!status) return { label: t('enrolment.programme.not-taken'), kind: 'bad' };
  return status.state === 'waitlisted'
    ? {
        label: t('enrolment.badge.waitlisted', { position: status.waitingPosition ?? '?' }),
        kind: 'warn',
      }
    : {
        label: t(`enrolment.state.${status.state}`),
        kind: status.state === 'enrolled' ? 'good' : 'warn',
      };
}

/** What somebody follows, with what is done, what comes and what to choose. */
export const myProgrammesView = (
  programmes: readonly ProgrammeRow[],
  standings: readonly CourseStanding[],
): PageView => ({
  title: t('enrolment.programme.mine'),
  browsing: true,
  crumbs: [{ href: '/mijn', label: 'Mijn academie' }, { label: t('enrolment.programme.mine') }],
  tabs: mineTabs('programmes'),
  programmes: programmes.map((programme) => progressView(programme, standings)),
});

function progressView(programme: ProgrammeRow, standings: readonly CourseStanding[]): object {
  const steps = programme.steps.map((step) => ({ step, ...stepStanding(step, standings) }));
  const done = steps.filter(({ state }) => state === 'done').length;
  const completed = isCompleted(programme.steps, standings);
  return {
    heading: programme.title,
    href: pageOf(programme.slug),
    completed,
    percent: steps.length > 0 ? Math.round((100 * done) / steps.length) : 0,
    progressText: t('enrolment.programme.progress', { done, count: steps.length }),
    steps: steps.map(({ step, state, left }) => ({
      label: stepTitle(step),
      state: state === 'done' ? 'done' : state === 'planned' ? 'current' : 'todo',
      text: [
        state === 'open' && t('enrolment.programme.state.open', { count: left }),
        ...step.courses.flatMap(({ id, title }) =>
          standings
            .filter(({ courseId }) => courseId === id)
            .map((standing) =>
              step.courses.length > 1
                ? `${title}: ${standingText(standing)}`
                : standingText(standing),
            ),
        ),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
    chooseHref: steps.some(({ state }) => state === 'open')
      ? `${pageOf(programme.slug)}/inschrijven`
      : undefined,
    leaveAction: completed ? undefined : `/mijn/leergangen/${programme.id}/stoppen`,
  };
}
