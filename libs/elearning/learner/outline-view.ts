import { t } from '@academie/platform';

import type { Outline, OutlineLesson } from '../learning/learning.queries';

/** Addresses of the lessons of an enrolment. */
export const courseHref = (enrolmentId: string): string => `/leren/${enrolmentId}`;
export const lessonHref = (enrolmentId: string, key: string): string =>
  `${courseHref(enrolmentId)}/les/${key}`;
export const attemptHref = (enrolmentId: string, attemptId: string): string =>
  `${courseHref(enrolmentId)}/toets/${attemptId}`;

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
export function outlineView(enrolmentId: string, { lessons }: Outline, current?: string): object[] {
  const modules: { title: string; lessons: object[] }[] = [];
  for (const lesson of lessons) {
    const { key, title, minutes, isTest, isDone, moduleTitle } = lesson;
    const last = modules.at(-1);
    const target = last?.title === moduleTitle ? last : { title: moduleTitle, lessons: [] };
    if (target !== last) modules.push(target);
    target.lessons.push({
      title,
      href: lessonHref(enrolmentId, key),
      isDone,
      isCurrent: key === current,
      note: [isTest && t('elearning.test'), minutes && t('elearning.minutes', { count: minutes })]
        .filter(Boolean)
        .join(', '),
    });
  }
  return modules;
}
