import { bareText, dutchNumber, markdownHtml, t } from '@academie/platform';

import type { Question } from '../attempt/grading';
import {
  orderInLesson,
  type QUESTION_TYPES,
  type QuestionKind,
  questionType,
} from '../question-types/question-types';
import { FULL_SCORE } from '../question/question-type';

/** What a browser needs to score an answer, by how it is given; `scoring.js` reads it. */
type Scoring =
  | { way: 'choose'; points: Record<string, number>; feedback: Record<string, string> }
  | { way: 'tick'; right: string[]; feedback: Record<string, string> }
  | { way: 'place'; right: Record<string, string> }
  | { way: 'pair'; right: Record<string, string[]> }
  | { way: 'number'; answer: number; tolerance: number }
  | { way: 'text'; answers: string[] }
  | { way: 'open' };

/** The key of a question as an exported lesson holds it. */
export type AnswerKey = Scoring & {
  /** Its name in the page. */
  id: string;
  /** What is right, in words. */
  solution: string[];
  /** HTML of Markdown. */
  explanation: string;
};

interface Keyed {
  scoring: Scoring;
  solution: string[];
}

/** The key of a question, which is called `name` in its page. It goes into a package that scores outside the academie, and nowhere else. */
export function answerKey(question: Question, name: string): AnswerKey {
  const { id, kind, body } = question;
  const { scoring, solution } = KEYS[kind](question, orderInLesson(kind, body, id));
  const explanation = typeof body.explanation === 'string' ? body.explanation : '';
  return { id: name, ...scoring, solution, explanation: explanation && markdownHtml(explanation) };
}

type BodyOf<K extends QuestionKind> = InstanceType<(typeof QUESTION_TYPES)[K]['shape']>;

type Maker = (question: Question, order: readonly number[]) => Keyed;

/** One of several things is chosen: each is scored as the academie would. */
const chosen: Maker = ({ kind, body }, order) => {
  const type = questionType(kind);
  const points: Record<string, number> = {};
  const feedback: Record<string, string> = {};
  const solution: string[] = [];
  for (const { value, text } of type.ask(body, order).items) {
    const given: unknown = type.read(body, { '': value }, order);
    const score = type.score(body, given) ?? 0;
    points[value] = score;
    if (score === FULL_SCORE) solution.push(text);
    const told = type.tell(body, given, true).find((line) => line.chosen)?.feedback;
    if (told) feedback[value] = told;
  }
  return { scoring: { way: 'choose', points, feedback }, solution };
};

/** Several are right: each right one scores its part, so what scores by itself is right. */
const ticked: Maker = (question, order) => {
  const { points, feedback } = chosen(question, order).scoring as Extract<
    Scoring,
    { way: 'choose' }
  >;
  const { items } = questionType(question.kind).ask(question.body, order);
  const right = items.filter(({ value }) => (points[value] ?? 0) > 0);
  return {
    scoring: { way: 'tick', right: right.map(({ value }) => value), feedback },
    solution: right.map(({ text }) => text),
  };
};

const placed: Maker = ({ body }, order) => {
  const { items } = body as unknown as BodyOf<'order'>;
  const right = order.map((nth, place) => [String(place), String(nth + 1)] as const);
  return {
    scoring: { way: 'place', right: Object.fromEntries(right) },
    solution: items.map((text, nth) => `${nth + 1}. ${text}`),
  };
};

const paired: Maker = ({ body }, order) => {
  const { pairs } = body as unknown as BodyOf<'match'>;
  const placesOf = (text: string): string[] =>
    order.flatMap((nth, place) => (pairs[nth]?.right === text ? [String(place)] : []));
  const right = pairs.map(({ right: text }, left) => [String(left), placesOf(text)] as const);
  return {
    scoring: { way: 'pair', right: Object.fromEntries(right) },
    solution: pairs.map(({ left, right: text }) => `${left} – ${text}`),
  };
};

const counted: Maker = ({ body }) => {
  const { answer, tolerance = 0, unit } = body as unknown as BodyOf<'number'>;
  return {
    scoring: { way: 'number', answer, tolerance },
    solution: [[dutchNumber(answer), unit].filter(Boolean).join(' ')],
  };
};

const typed: Maker = ({ body }) => {
  const { answers } = body as unknown as BodyOf<'short_text'>;
  return { scoring: { way: 'text', answers: answers.map(bareText) }, solution: answers };
};

const open: Maker = ({ body }) => {
  const { model } = body as unknown as BodyOf<'open'>;
  return { scoring: { way: 'open' }, solution: [t('elearning.model-answer', { model })] };
};

/** A type that is added needs a way here; the compiler asks for it. */
const KEYS: Record<QuestionKind, Maker> = {
  one: chosen,
  several: ticked,
  true_false: chosen,
  order: placed,
  match: paired,
  number: counted,
  short_text: typed,
  open,
  scenario: chosen,
};
