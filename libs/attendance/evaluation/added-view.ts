import { dateRangeText } from '@academie/catalogue';
import { dutchNumber, t, valueBars } from '@academie/platform';

import type { AddedOutcome } from './added-outcome';
import { FEWEST_ANSWERS } from './evaluation-questions';
import type { RunResult } from './evaluation.queries';

const optionText = ({ question }: AddedOutcome, option: string): string =>
  question.kind === 'yes_no' ? t(`enrolment.question.${option}`) : option;

const shareOf = (count: number, answers: number): number =>
  answers === 0 ? 0 : Math.round((count / answers) * 100);

/** One added question on the page of an offering. */
export function addedView(outcome: AddedOutcome): object {
  const { question, answers, average, least, most, options, texts } = outcome;
  const few = answers < FEWEST_ANSWERS;
  return {
    text: question.text,
    answered: t(`attendance.added-question.${few ? 'too-few' : 'answers'}`, {
      count: answers,
      fewest: FEWEST_ANSWERS,
    }),
    texts,
    ...(average !== null && {
      average: dutchNumber(average),
      span: t('attendance.added-question.span', {
        least: dutchNumber(least ?? 0),
        most: dutchNumber(most ?? 0),
      }),
    }),
    ...(options.length > 0 && optionChart(outcome)),
  };
}

function optionChart(outcome: AddedOutcome): object {
  const { question, answers, options } = outcome;
  const bars = options.map(({ option, count }) => ({
    label: optionText(outcome, option),
    value: count,
    text: t('attendance.added-question.of', { count, share: shareOf(count, answers) }),
  }));
  return {
    svg: valueBars({
      id: `vraag-${question.id}`,
      title: question.text,
      description: bars.map(({ label, text }) => `${label}: ${text}`).join('; '),
      most: answers,
      bars,
    }),
    columns: [{ label: 'Antwoord' }, { label: 'Aantal', numeric: true }],
    rows: bars.map(({ label, value }) => ({
      cells: [{ text: label }, { text: String(value), numeric: true, label: 'Aantal' }],
    })),
  };
}

/** The same as rows of a table: no row is one person. */
export function addedRows(outcome: AddedOutcome): (string | number)[][] {
  const { question, answers, average, options, texts } = outcome;
  return [
    [question.text, t('attendance.added-question.answers', { count: answers })],
    ...(average === null ? [] : [[t('attendance.added-question.average'), dutchNumber(average)]]),
    ...options.map(({ option, count }) => [optionText(outcome, option), count]),
    ...texts.map((text) => [question.text, text]),
  ];
}

/** What the course asks each time, run after run: the share of each answer, or the mean of numbers. */
export function addedTrends(runs: readonly RunResult[]): object[] {
  const questions = new Map(
    runs.flatMap(({ added }) => added.map(({ question }) => [question.id, question] as const)),
  );
  return [...questions.values()]
    .filter(({ kind }) => kind !== 'text')
    .map(({ id, text }) => trendOf(id, text, runs));
}

function trendOf(id: string, name: string, runs: readonly RunResult[]): object {
  const told = runs.flatMap((run) => {
    const outcome = run.added.find(({ question }) => question.id === id);
    return outcome ? [{ run, outcome }] : [];
  });
  const most = Math.max(1, ...told.map(({ outcome }) => outcome.average ?? 0));
  const bars = told.flatMap(({ run, outcome }) => {
    const when = dateRangeText(run.startsAt, run.endsAt);
    if (outcome.average !== null)
      return [{ label: when, value: outcome.average, text: dutchNumber(outcome.average) }];
    return outcome.options.map(({ option, count }) => {
      const share = shareOf(count, outcome.answers);
      return {
        label: `${when}: ${optionText(outcome, option)}`,
        value: share,
        text: t('attendance.added-question.of', { count, share }),
      };
    });
  });
  const isNumber = told.some(({ outcome }) => outcome.average !== null);
  return {
    name,
    svg: valueBars({
      id: `verloop-${id}`,
      title: name,
      description: bars.map(({ label, text }) => `${label}: ${text}`).join('; '),
      most: isNumber ? most : 100,
      bars,
    }),
    columns: [{ label: 'Wanneer' }, { label: 'Uitkomst', numeric: true }],
    rows: bars.map(({ label, text }) => ({
      cells: [{ text: label }, { text, numeric: true, label: 'Uitkomst' }],
    })),
  };
}
