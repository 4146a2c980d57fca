import { type Form, t } from '@academie/platform';

import type { AnswerRow, AttemptRow } from '../attempt/attempt.queries';
import { questionsOf, sentFor } from '../attempt/grading';
import type { LessonRow } from '../content/content.queries';
import { questionType } from '../question-types/question-types';
import { askView, toldView } from '../question-types/question-view';
import { attemptHref, courseHref, goOnHref, lessonHref } from './outline-view';
import { attemptBadge } from './test-view';

/** An attempt with what it is about. */
interface Around {
  courseTitle: string;
  attempt: AttemptRow;
  lesson: LessonRow;
}

const frame = ({ courseTitle, attempt, lesson }: Around): object => ({
  title: lesson.title,
  crumbs: [
    { href: '/mijn', label: t('elearning.mine') },
    { href: courseHref(attempt.enrolmentId), label: courseTitle },
    { href: lessonHref(attempt.enrolmentId, lesson.key), label: lesson.title },
    { label: t('elearning.attempt', { number: attempt.number }) },
  ],
  eyebrow: t('elearning.attempt', { number: attempt.number }),
});

/** The questions of an attempt, filled in as they were sent; nothing of the key. */
export function attemptFormView(
  around: Around,
  fields: Readonly<Record<string, unknown>>,
  form: Form<object>,
): object {
  const { attempt, lesson } = around;
  const asked = attempt.questions.flatMap(({ id, order }) => {
    const question = questionsOf(lesson.blocks).find((block) => block.id === id);
    return question ? [{ question, order }] : [];
  });
  return {
    ...frame(around),
    form: form.view,
    action: attemptHref(attempt.enrolmentId, attempt.id),
    questions: asked.map(({ question, order }, index) =>
      askView(question, {
        order,
        nth: index + 1,
        given: questionType(question.kind).read(
          question.body,
          sentFor(fields, question.id),
          order,
        ) as unknown,
        error: form.errors[`a.${question.id}`],
      }),
    ),
  };
}

/**
 * What came of an attempt. The right answers are shown once they are of no use for another attempt: when
 * the test is passed, or no attempt is left. `isFinished` says that nothing of the course is left to do.
 */
export function attemptResultView(
  around: Around,
  answers: readonly AnswerRow[],
  tries: readonly AttemptRow[],
  isFinished: boolean,
): object {
  const { attempt, lesson } = around;
  const most = lesson.test?.attempts ?? null;
  const withKey =
    tries.some(({ passed }) => passed) ||
    (most !== null && tries.filter(({ submittedAt }) => submittedAt).length >= most);
  return {
    ...frame(around),
    badge: attemptBadge(attempt),
    passMark: t('elearning.rule.pass-mark', { passMark: lesson.test?.passMark ?? 100 }),
    keyLater: !withKey,
    questions: attempt.questions.flatMap(({ id }, index) => {
      const question = questionsOf(lesson.blocks).find((block) => block.id === id);
      const answer = answers.find(({ questionId }) => questionId === id);
      if (!question || !answer) return [];
      return [
        {
          heading: `${index + 1}. ${String(question.body.prompt)}`,
          ...toldView(question, answer, withKey),
        },
      ];
    }),
    passed: attempt.passed,
    isFinished,
    testHref: lessonHref(attempt.enrolmentId, lesson.key),
    goOnHref: goOnHref(attempt.enrolmentId),
    overviewHref: courseHref(attempt.enrolmentId),
  };
}
