import { clockTime, mediumDate, t } from '@academie/platform';

import type { AttemptRow } from '../attempt/attempt.queries';
import { nextAttemptAt } from '../attempt/attempt.service';
import { questionsOf } from '../attempt/grading';
import type { TestRules } from '../content/lesson.entity';
import { type LessonPage, lessonFrame } from './lesson-view';
import { attemptHref } from './outline-view';

/** The front of a test: its rules, what was tried before, and the button to begin. */
export function testView(
  page: LessonPage,
  test: TestRules,
  tried: { enrolmentId: string; attempts: readonly AttemptRow[]; now: Date },
): object {
  const { at, lesson } = page;
  const { enrolmentId, attempts, now } = tried;
  const from = nextAttemptAt(test, attempts);
  const open = attempts.some(({ submittedAt }) => submittedAt === null);
  const isUsedUp = test.attempts !== null && attempts.length >= test.attempts && !open;
  const isUnderReview = attempts.some(({ submittedAt, passed }) => submittedAt && passed === null);
  const waits = !isUsedUp && !open && from !== undefined && from > now;
  return {
    ...lessonFrame(page),
    rules: rulesOf(test, questionsOf(lesson.blocks).length),
    passed: attempts.some(({ passed }) => passed),
    usedUp: isUsedUp && !isUnderReview,
    isUnderReview,
    waitText: waits ? t('elearning.wait-until', { moment: momentText(from) }) : undefined,
    beginAction: isUsedUp || waits || isUnderReview ? undefined : `${at.lesson(lesson.key)}/toets`,
    beginLabel: t(`elearning.test-button.${open ? 'on' : attempts.length > 0 ? 'again' : 'begin'}`),
    columns: ['number', 'moment', 'result'].map((name) => ({
      label: t(`elearning.column.${name}`),
    })),
    attempts: attempts
      .filter(({ submittedAt }) => submittedAt !== null)
      .map((attempt) => attemptRow(enrolmentId, attempt)),
  };
}

function rulesOf({ draw, passMark, attempts, coolingMinutes }: TestRules, bank: number): string[] {
  return [
    t('elearning.rule.questions', { count: Math.min(draw ?? bank, bank) }),
    t('elearning.rule.pass-mark', { passMark }),
    attempts === null
      ? t('elearning.rule.any-attempts')
      : t('elearning.rule.attempts', { count: attempts }),
    ...(coolingMinutes > 0 ? [t('elearning.rule.cooling', { count: coolingMinutes })] : []),
  ];
}

const attemptRow = (enrolmentId: string, attempt: AttemptRow): object => ({
  cells: [
    {
      text: t('elearning.attempt', { number: attempt.number }),
      href: attemptHref(enrolmentId, attempt.id),
    },
    {
      text: attempt.submittedAt ? momentText(attempt.submittedAt) : '',
      label: t('elearning.column.moment'),
    },
    { badge: attemptBadge(attempt), label: t('elearning.column.result') },
  ],
});

/** "83 %, geslaagd" */
export function attemptBadge({ percent, passed }: AttemptRow): object {
  if (percent === null) return { label: t('elearning.result.waiting'), kind: 'info' };
  return {
    label: t(passed ? 'elearning.passed' : 'elearning.failed', { percent }),
    kind: passed ? 'good' : 'warn',
  };
}

export const momentText = (date: Date): string =>
  t('elearning.moment', { day: mediumDate(date), time: clockTime(date) });
