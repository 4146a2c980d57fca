import { dateRangeText } from '@academie/catalogue';
import { scoreBars, t, valueBars } from '@academie/platform';

import { EVALUATION_QUESTIONS, type EvaluationQuestion, SCORES } from './evaluation-questions';
import type { RunResult } from './evaluation.queries';

/** The most that somebody can give. */
const MOST = 5;

/** "4,2" */
export const grade = (average: number): string =>
  average.toLocaleString('nl-NL', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** "+0,3" or "-0,3"; nothing when it stands as it stood. */
function changeText(from: number, to: number): string {
  const change = Math.round((to - from) * 10) / 10;
  return change === 0
    ? t('attendance.evaluation-trend.same')
    : t(`attendance.evaluation-trend.${change > 0 ? 'up' : 'down'}`, {
        by: grade(Math.abs(change)),
      });
}

/** One question over all runs, the first first, with what changed since the one before. */
export function trendOf(question: EvaluationQuestion, runs: readonly RunResult[]): object {
  const name = t(`attendance.question.${question}`);
  const bars = runs.map((run) => ({
    label: dateRangeText(run.startsAt, run.endsAt),
    value: run.averages[question],
    text: grade(run.averages[question]),
  }));
  const [last, before] = [runs.at(-1), runs.at(-2)];
  const change =
    last && before ? changeText(before.averages[question], last.averages[question]) : undefined;
  return {
    name,
    change,
    svg: valueBars({
      id: `trend-${question}`,
      title: name,
      description: [bars.map(({ label, text }) => `${label}: ${text}`).join('; '), change]
        .filter(Boolean)
        .join('. '),
      most: MOST,
      bars,
    }),
    columns: [
      { label: 'Wanneer' },
      { label: 'Gemiddeld', numeric: true },
      { label: 'Antwoorden', numeric: true },
    ],
    rows: runs.map((run, index) => ({
      cells: [
        { text: bars[index]?.label, href: `/lesgeven/evaluaties/${run.offeringId}` },
        { label: 'Gemiddeld', text: bars[index]?.text, numeric: true },
        { label: 'Antwoorden', text: String(run.shown), numeric: true },
      ],
    })),
  };
}

export const trendsOf = (runs: readonly RunResult[]): object[] =>
  EVALUATION_QUESTIONS.map((question) => trendOf(question, runs));

/** What people of one run answered, as bars of parts. */
export const answerBars = (
  questions: readonly { question: EvaluationQuestion; average: number; counts: number[] }[],
): string =>
  scoreBars({
    id: 'antwoorden',
    title: t('attendance.evaluation-trend.averages'),
    description: questions
      .map(({ question, average }) => `${t(`attendance.question.${question}`)}: ${grade(average)}`)
      .join('; '),
    bars: questions.map(({ question, average, counts }) => ({
      label: t(`attendance.question.${question}`),
      text: t('attendance.evaluation-trend.average-of', {
        average: grade(average),
        count: counts.reduce((sum, one) => sum + one, 0),
      }),
      counts,
    })),
  });

/** Which colour is which answer. */
export const answerLegend = (): object[] =>
  SCORES.map((score) => ({ kind: `score-${score}`, label: t(`attendance.score.${score}`) }));
