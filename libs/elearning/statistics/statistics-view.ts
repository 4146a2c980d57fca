import { dutchNumber, mediumDate, t } from '@academie/platform';

import type { LessonRow } from '../content/content.queries';
import { questionsOf } from '../attempt/grading';
import { FULL_SCORE } from '../question/question-type';
import { questionType } from '../question-types/question-types';
import type { AnswerFigures, CourseFigures, LearnerRow, LessonFigures } from './statistics.queries';

const label = (name: string): { label: string } => ({
  label: t(`elearning.figures.column.${name}`),
});

/** The figures of a course at a glance. */
export const courseStats = ({ begun, finished, score }: CourseFigures): object[] => [
  { label: t('elearning.figures.begun'), value: dutchNumber(begun) },
  { label: t('elearning.figures.finished'), value: dutchNumber(finished) },
  ...(score === null ? [] : [{ label: t('elearning.figures.score'), value: `${score}%` }]),
];

export const lessonColumns = (): object[] => [
  label('lesson'),
  { ...label('done'), numeric: true },
  { ...label('attempts'), numeric: true },
  { ...label('passed'), numeric: true },
];

/** A lesson, with a link to its answers. */
export const lessonRow = (base: string, lesson: LessonFigures): object => ({
  cells: [
    { text: lesson.title, href: `${base}/cijfers/${lesson.key}` },
    { text: dutchNumber(lesson.done), numeric: true, ...label('done') },
    {
      text: lesson.isTest ? dutchNumber(lesson.attempts) : '',
      numeric: true,
      ...label('attempts'),
    },
    { text: lesson.isTest ? dutchNumber(lesson.passed) : '', numeric: true, ...label('passed') },
  ],
});

export const learnerColumns = (): object[] => [
  label('person'),
  label('organisation'),
  label('progress'),
  label('last'),
];

/** Somebody who learns: "3 van 5 klaar", and when something was done last. */
export const learnerRow = (base: string, row: LearnerRow): object => ({
  cells: [
    { text: row.name, href: row.hasUnits && `${base}/cijfers/deelnemers/${row.enrolmentId}` },
    { text: row.organisation ?? '', ...label('organisation') },
    row.finishedAt
      ? { badge: { label: t('elearning.figures.finished'), kind: 'good' }, ...label('progress') }
      : {
          text: t('elearning.progress', { done: row.done, all: row.all }),
          ...label('progress'),
        },
    { text: mediumDate(row.lastAt ?? row.begunAt), ...label('last') },
  ],
});

/** Each question of a lesson: how difficult it was, and what people answered most. */
export function questionFigures(
  { blocks }: LessonRow,
  answers: readonly AnswerFigures[],
): object[] {
  return questionsOf(blocks).map(({ id, kind, body }, nth) => {
    const mine = answers.filter(({ questionId }) => questionId === id);
    const [first] = mine;
    return {
      heading: `${nth + 1}. ${String(body.prompt)}`,
      summary: first
        ? t('elearning.figures.answered', {
            count: first.total,
            percent: first.average === null ? '–' : Math.round((first.average * 100) / FULL_SCORE),
          })
        : t('elearning.figures.not-answered'),
      // Own words are for who judges them, and not for a list.
      answers:
        kind === 'open'
          ? []
          : mine.map(({ given, count }) => ({
              count: t('elearning.figures.times', { count }),
              lines: questionType(kind)
                .tell(body, given, true)
                .filter(({ chosen }) => chosen),
            })),
    };
  });
}
