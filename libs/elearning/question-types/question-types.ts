import { createHash } from 'node:crypto';

import { matchQuestion } from './match.question';
import { numberQuestion } from './number.question';
import { oneQuestion } from './one.question';
import { openQuestion } from './open.question';
import { orderQuestion } from './order.question';
import type { AnyQuestionType } from '../question/question-type';
import { scenarioQuestion } from './scenario.question';
import { severalQuestion } from './several.question';
import { shortTextQuestion } from './short-text.question';
import { trueFalseQuestion } from './true-false.question';

/** All types of questions, by the word that is stored; the order is that of lists. Add, never rename. */
export const QUESTION_TYPES = {
  one: oneQuestion,
  several: severalQuestion,
  true_false: trueFalseQuestion,
  order: orderQuestion,
  match: matchQuestion,
  number: numberQuestion,
  short_text: shortTextQuestion,
  open: openQuestion,
  scenario: scenarioQuestion,
} as const satisfies Record<string, AnyQuestionType>;

export type QuestionKind = keyof typeof QUESTION_TYPES;

export const isQuestionKind = (kind: string): kind is QuestionKind =>
  Object.hasOwn(QUESTION_TYPES, kind);

/** The type of a question, whatever its body. */
export const questionType = (kind: QuestionKind): AnyQuestionType => QUESTION_TYPES[kind];

/** The order in which an author wrote the items. */
export const asWritten = (count: number): number[] =>
  Array.from({ length: count }, (_, nth) => nth);

/**
 * The order in which the items of a question stand in a lesson: as the author wrote them, or, where that
 * would be the answer, always the same other order, which follows from the id of the question.
 */
export function orderInLesson(kind: QuestionKind, body: unknown, id: string): number[] {
  const type = questionType(kind);
  const order = asWritten(type.shuffled(body));
  if (!type.orderTells) return order;
  const key = (nth: number): string => createHash('sha256').update(`${id}:${nth}`).digest('hex');
  const sorted = order
    .map((nth) => ({ nth, key: key(nth) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const mixed = sorted.map(({ nth }) => nth);
  return mixed.every((nth, place) => nth === place) ? mixed.reverse() : mixed;
}
