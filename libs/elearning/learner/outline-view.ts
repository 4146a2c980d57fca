import { t } from '@academie/platform';

import type { Outline, OutlineLesson, OwnEnrolment } from '../learning/learning.queries';

/** Addresses of the lessons of an enrolment. */
const root = (enrolmentId: string): string => `/leren/${enrolmentId}`;
export const courseHref = (enrolmentId: string): string => `${root(enrolmentId)}/overzicht`;
/** Where one stopped, on whichever device. */
export const goOnHref = (enrolmentId: string): string => `${root(enrolmentId)}/verder`;
export const newestHref = (enrolmentId: string): string => `${root(enrolmentId)}/versie`;
export const lessonHref = (enrolmentId: string, key: string): string =>
  `${root(enrolmentId)}/les/${key}`;
export const openHref = (enrolmentId: string, key: string): string =>
  `${lessonHref(enrolmentId, key)}/openen`;
export const toolHref = (enrolmentId: string, key: string): string =>
  `${lessonHref(enrolmentId, key)}/leerprogramma`;
export const playHref = (enrolmentId: string, key: string, token: string): string =>
  `${lessonHref(enrolmentId, key)}/speler/${token}`;
export const attemptHref = (enrolmentId: string, attemptId: string): string =>
  `${root(enrolmentId)}/toets/${attemptId}`;

/** Where the pages of a course and of its lessons are: those of a learner, or an author's preview. */
export interface Addresses {
  course: string;
  lesson(key: string): string;
}

export const learnerAddresses = (enrolmentId: string): Addresses => ({
  course: courseHref(enrolmentId),
  lesson: (key) => lessonHref(enrolmentId, key),
});

/** What stands above a lesson; the lesson itself is added. */
export const lessonCrumbs = ({
  id,
  courseTitle,
}: Pick<OwnEnrolment, 'id' | 'courseTitle'>): { href: string; label: string }[] => [
  { href: '/mijn', label: t('elearning.mine') },
  { href: courseHref(id), label: courseTitle },
];

/** Where somebody goes on: the first lesson that is not done, or the first when all are. */
export const nextLesson = ({ lessons }: Outline): OutlineLesson | undefined =>
  lessons.find(({ isDone }) => !isDone) ?? lessons[0];

/** How much is done, of what is there now: never more than all of it. */
export function progressView({ lessons }: Outline): object {
  const done = lessons.filter(({ isDone }) => isDone).length;
  return {
    percent: Math.floor((done * 100) / lessons.length),
    text: t('elearning.progress', { done, all: lessons.length }),
    state: done === lessons.length ? 'met' : undefined,
  };
}

/** The lessons by module, each with how it stands. */
export function outlineView(at: Addresses, { lessons }: Outline, current?: string): object[] {
  const modules: { title: string; lessons: object[] }[] = [];
  for (const lesson of lessons) {
    const { key, title, minutes, isTest, isDone, moduleTitle } = lesson;
    const last = modules.at(-1);
    const target = last?.title === moduleTitle ? last : { title: moduleTitle, lessons: [] };
    if (target !== last) modules.push(target);
    target.lessons.push({
      title,
      href: at.lesson(key),
      isDone,
      isCurrent: key === current,
      note: [isTest && t('elearning.test'), minutes && t('elearning.minutes', { count: minutes })]
        .filter(Boolean)
        .join(', '),
    });
  }
  return modules;
}
