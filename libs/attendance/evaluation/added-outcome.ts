import { chosenIn } from '@academie/enrolment';

import type { AddedQuestionRow, AddedResult } from '../evaluation-question/added-question.queries';
import { FEWEST_ANSWERS } from './evaluation-questions';

/** How a question that was added was answered. */
export interface AddedOutcome {
  question: AddedQuestionRow;
  answers: number;
  /** Of numbers, with at least five. */
  average: number | null;
  least: number | null;
  most: number | null;
  /** Of choices, with at least five answers: how many chose which. */
  options: { option: string; count: number }[];
  /** In own words, in no order. */
  texts: string[];
}

/**
 * What was answered to each question. Under five answers to a question nothing of it is told but how many there
 * are, since a question may be added late, or be left open by most.
 */
export const outcomesOf = (
  questions: readonly AddedQuestionRow[],
  results: readonly AddedResult[],
): AddedOutcome[] =>
  questions.flatMap((question) => {
    const given = results
      .filter(({ questionId }) => questionId === question.id)
      .flatMap(({ answers }) => answers);
    if (question.ended && given.length === 0) return [];
    const told = given.length >= FEWEST_ANSWERS ? given : [];
    return [{ question, answers: given.length, ...toldOf(question, told) }];
  });

type Told = Omit<AddedOutcome, 'question' | 'answers'>;
const NOTHING: Told = { average: null, least: null, most: null, options: [], texts: [] };

function toldOf({ kind, options }: AddedQuestionRow, given: readonly string[]): Told {
  if (given.length === 0) return NOTHING;
  switch (kind) {
    case 'text':
      return { ...NOTHING, texts: [...given] };
    case 'number': {
      const numbers = given.map((answer) => Number(answer.replace(',', '.')));
      const sum = numbers.reduce((total, one) => total + one, 0);
      return {
        ...NOTHING,
        average: Math.round((sum / numbers.length) * 100) / 100,
        least: Math.min(...numbers),
        most: Math.max(...numbers),
      };
    }
    case 'yes_no':
      return { ...NOTHING, options: countsOf(['ja', 'nee'], given) };
    case 'choice':
      return { ...NOTHING, options: countsOf(options, given) };
    case 'several':
      return { ...NOTHING, options: countsOf(options, given.flatMap(chosenIn)) };
  }
}

const countsOf = (
  options: readonly string[],
  given: readonly string[],
): { option: string; count: number }[] =>
  options.map((option) => ({ option, count: given.filter((answer) => answer === option).length }));
