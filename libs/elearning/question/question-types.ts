import { oneQuestion } from './one.question';
import type { AnyQuestionType } from './question-type';
import { severalQuestion } from './several.question';
import { trueFalseQuestion } from './true-false.question';

/** All types of questions, by the word that is stored; the order is that of lists. Add, never rename. */
export const QUESTION_TYPES = {
  one: oneQuestion,
  several: severalQuestion,
  true_false: trueFalseQuestion,
} as const satisfies Record<string, AnyQuestionType>;

export type QuestionKind = keyof typeof QUESTION_TYPES;

export const isQuestionKind = (kind: string): kind is QuestionKind =>
  Object.hasOwn(QUESTION_TYPES, kind);

/** The type of a question, whatever its body. */
export const questionType = (kind: QuestionKind): AnyQuestionType => QUESTION_TYPES[kind];

/** The order in which an author wrote the items. */
export const asWritten = (count: number): number[] =>
  Array.from({ length: count }, (_, nth) => nth);
