import { t } from '@academie/platform';

import { circleText } from '../admission/admission.queries';
import type { CourseRow } from './course-page.queries';

/** What somebody wants to know first: how long, in which form, for whom. */
export const lineOf = (course: CourseRow): object[] =>
  [
    course.durationMinutes && {
      icon: 'clock',
      term: 'Duur',
      text: durationText(course.durationMinutes),
    },
    { icon: 'pin', term: 'Vorm', text: t(`catalogue.mode.${course.mode}`) },
    {
      icon: 'people',
      term: 'Voor wie',
      text: circleText(course.circle) || t('catalogue.circle.everybody'),
    },
  ].filter((fact) => typeof fact === 'object' && fact !== null);

/** What else there is to know of a course. */
export function factsOf(course: CourseRow): object[] {
  const facts = [
    { term: 'Afgerond', text: completionText(course) },
    course.provider && { term: 'Aanbieder', text: course.provider },
  ].filter((fact) => fact !== null && fact !== '');
  const before = course.prerequisites.map(({ slug, title }) => ({
    text: title,
    href: `/aanbod/${slug}`,
  }));
  const programmes = course.programmes.map(({ slug, title }) => ({
    text: title,
    href: `/leergangen/${slug}`,
  }));
  const themes = course.themes.map(({ slug, name }) => ({
    text: name,
    href: `/aanbod?thema=${slug}`,
  }));
  const linked = [
    { term: 'Eerst afronden', links: before },
    { term: t('catalogue.programme.part-of'), links: programmes },
    { term: themes.length > 1 ? "Thema's" : 'Thema', links: themes },
  ].filter(({ links }) => links.length > 0);
  return [...facts, ...linked];
}

/** "2 uur en 30 minuten" */
export function durationText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    hours > 0 && t('catalogue.duration.hours', { count: hours }),
    rest > 0 && t('catalogue.duration.minutes', { count: rest }),
  ];
  return parts.filter(Boolean).join(` ${t('catalogue.duration.and')} `);
}

function completionText(course: CourseRow): string {
  if (course.mode === 'self_paced') return t('catalogue.completion.all-parts');
  const percent = course.minAttendancePercent;
  const needed = t(
    `catalogue.completion.${percent === 100 ? 'all-sessions' : 'part-of-sessions'}`,
    {
      percent,
    },
  );
  return course.partialCounts ? `${needed} ${t('catalogue.completion.partial-counts')}` : needed;
}

/** How often it was held; empty for never. */
export const heldText = (held: number): string =>
  held === 0 ? '' : t('catalogue.course-page.held', { times: held });
