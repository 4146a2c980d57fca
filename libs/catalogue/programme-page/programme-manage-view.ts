import { type PageView, t } from '@academie/platform';

import type { CourseStatus } from '../course/course.entity';
import type { ProgrammeHead, ProgrammeRow } from '../programme/programme.queries';
import { choiceText, stepTitle } from './programme-view';

const BADGE: Record<CourseStatus, string | undefined> = {
  draft: 'warn',
  published: 'good',
  archived: undefined,
};

const badgeOf = (status: CourseStatus): object => ({
  label: t(`catalogue.courseStatus.${status}`),
  kind: BADGE[status],
});

/** The list for those who manage them. */
export const managedListView = (
  programmes: readonly ProgrammeHead[],
  crumbs: object[],
): PageView => ({
  title: t('catalogue.programme.list'),
  crumbs,
  columns: [
    { label: 'Leergang' },
    { label: 'Stappen', numeric: true },
    { label: 'Thema' },
    { label: 'Status' },
  ],
  rows: programmes.map(({ id, title, steps, themes, status }) => ({
    cells: [
      { text: title, href: `/beheer/leergangen/${id}` },
      { text: String(steps), numeric: true, label: 'Stappen' },
      { text: themes.map(({ name }) => name).join(', '), label: 'Thema' },
      { badge: badgeOf(status), label: 'Status' },
    ],
  })),
});

/** One of them. */
export const managedView = (programme: ProgrammeRow, crumbs: object[]): PageView => ({
  title: programme.title,
  crumbs,
  heading: programme.title,
  badge: badgeOf(programme.status),
  base: `/beheer/leergangen/${programme.id}`,
  publicHref: `/leergangen/${programme.slug}`,
  followersHref: `/leergangen/${programme.slug}/deelnemers`,
  mayPublish: programme.status !== 'published',
  publishLabel: t(
    `catalogue.manage.${programme.status === 'archived' ? 'publish-again' : 'publish'}`,
  ),
  mayArchive: programme.status === 'published',
  order: t(`catalogue.programme.${programme.inOrder ? 'in-order' : 'any-order'}`),
  steps: programme.steps.map((step) => ({
    term: stepTitle(step),
    choice: choiceText(step),
    courses: step.courses.map(({ id, title }) => ({ title, href: `/beheer/aanbod/${id}` })),
  })),
});
