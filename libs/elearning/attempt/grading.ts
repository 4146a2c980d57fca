import type { Block } from '../block/block';
import type { TestRules } from '../content/lesson.entity';
import { FULL_SCORE, type Sent } from '../question/question-type';
import {
  asWritten,
  isQuestionKind,
  orderInLesson,
  type QuestionKind,
  questionType,
} from '../question-types/question-types';
import type { DrawnQuestion } from './attempt.entity';

/** A block that holds a question. */
export interface Question extends Block {
  kind: QuestionKind;
}

/** An answer with its score, as it is stored. */
export interface Graded {
  questionId: string;
  /** JSON of the type; null when nothing was answered. */
  given: unknown;
  /** Thousandths; null when a person has to judge it. */
  score: number | null;
}

/** A whole number from 0 up to and without `below`. */
export type Random = (below: number) => number;

/** The questions among the blocks of a lesson, in their order. */
export const questionsOf = (blocks: readonly Block[]): Question[] =>
  blocks.filter((block): block is Question => isQuestionKind(block.kind));

/** The questions of a new attempt: as many as the test draws, in an order of their own when it shuffles. */
export function drawQuestions(
  blocks: readonly Block[],
  { draw, shuffle }: Pick<TestRules, 'draw' | 'shuffle'>,
  random: Random,
): DrawnQuestion[] {
  const all = questionsOf(blocks);
  const most = Math.min(draw ?? all.length, all.length);
  const places = shuffled(asWritten(all.length), random).slice(0, most);
  const chosen = shuffle ? places : places.sort((a, b) => a - b);
  return chosen
    .flatMap((place) => all[place] ?? [])
    .map(({ id, kind, body }) => {
      const type = questionType(kind);
      if (type.orderTells && !shuffle) return { id, order: orderInLesson(kind, body, id) };
      const order = asWritten(type.shuffled(body));
      return { id, order: shuffle ? shuffled(order, random) : order };
    });
}

/** Fisher and Yates: every order is as likely as every other. */
function shuffled(list: readonly number[], random: Random): number[] {
  const result = [...list];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = random(at + 1);
    [result[at], result[other]] = [result[other] as number, result[at] as number];
  }
  return result;
}

/** What a form sent for one question. Fields are `<id>` and `<id>_<what>`. */
export function sentFor(fields: Readonly<Record<string, unknown>>, id: string): Sent {
  const sent: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(fields)) {
    const [question = '', what = ''] = name.split('_', 2);
    if (question === id && isSent(value)) sent[what] = value;
  }
  return sent;
}

const isSent = (value: unknown): value is string | string[] =>
  typeof value === 'string' ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));

/** The answers to the questions that were drawn, scored; what was not answered scores nothing. */
export function gradeAll(
  blocks: readonly Block[],
  drawn: readonly DrawnQuestion[],
  fields: Readonly<Record<string, unknown>>,
): Graded[] {
  return drawn.flatMap(({ id, order }) => {
    const question = questionsOf(blocks).find((block) => block.id === id);
    return question ? [gradeOne(question, order, fields)] : [];
  });
}

/** One answer, scored. */
export function gradeOne(
  { id, kind, body }: Question,
  order: readonly number[],
  fields: Readonly<Record<string, unknown>>,
): Graded {
  const type = questionType(kind);
  const given: unknown = type.read(body, sentFor(fields, id), order);
  if (given === undefined) return { questionId: id, given: null, score: 0 };
  return { questionId: id, given, score: type.score(body, given) ?? null };
}

/** What came of an attempt. */
export interface Result {
  /** Rounded down. */
  percent: number;
  passed: boolean;
}

/**
 * What the scores come to; undefined while one of them has to be judged. Passing is decided on the exact
 * sum, so that 59.9 % is not 60 %, and no fraction of a float decides.
 */
export function resultOf(scores: readonly (number | null)[], passMark: number): Result | undefined {
  if (scores.length === 0 || scores.includes(null)) return undefined;
  const sum = scores.reduce<number>((total, score) => total + (score ?? 0), 0);
  const most = scores.length * FULL_SCORE;
  return { percent: Math.floor((sum * 100) / most), passed: sum * 100 >= passMark * most };
}
