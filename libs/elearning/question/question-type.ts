import type { InputProblem } from './question-body';

/** Thousandths of one question: what is wholly right is worth as much as what each other question is. */
export const FULL_SCORE = 1000;

/** What a form sent for one question: its fields by what stands behind the id of the question. */
export type Sent = Readonly<Record<string, string | readonly string[]>>;

/** One thing to choose, to order or to fill in, as somebody sees it before answering. */
export interface AskedItem {
  /** What the form sends; says nothing of what is right. */
  value: string;
  text: string;
}

/** A question before it is answered. Nothing of the key is in it. */
export interface AskedQuestion {
  prompt: string;
  /** The view that shows it, e.g. `elearning/question/choices`. */
  view: string;
  items: AskedItem[];
  /** What else its view wants; the name says what: `several`, `left`, `choices`. */
  [name: string]: unknown;
}

/** One line of what somebody reads after answering. */
export interface ToldLine {
  text: string;
  /** Whether it was this person's answer. */
  chosen: boolean;
  /** Whether it is right; undefined while that may not be known yet. */
  right?: boolean | undefined;
  /** What the author says to the person who answered so. */
  feedback?: string | undefined;
}

/**
 * A type of question: its shape, its page, how an answer is read and scored. A new one is a file like
 * `one.question.ts`, a line in `question-types.ts` and a word in the locales (docs/elearning.md).
 * `Given` is what is stored as the answer; it must be JSON.
 */
export interface QuestionType<Body extends { prompt: string }, Given> {
  /** The class that its body is checked against; also the form of its author. */
  readonly shape: new () => Body;
  /** The view of its form for an author, e.g. `elearning/question/choices-form`. */
  readonly form: string;
  /** What the class cannot see, such as a question without a right answer. */
  problems(body: Body): InputProblem[];
  /** How many items can stand in another order each time; 0 when there are none, or their order is to be read. */
  shuffled(body: Body): number;
  /** The order in which the author wrote the items is the answer: it is never the one that is shown. */
  readonly orderTells?: boolean;
  /** The question without its key. `order` holds the places of the items, as many as `shuffled` says. */
  ask(body: Body, order: readonly number[]): AskedQuestion;
  /** The answer in what a form sent; undefined when nothing was answered. Never throws. */
  read(body: Body, sent: Sent, order: readonly number[]): Given | undefined;
  /** Thousandths, 0 to FULL_SCORE; undefined when a person has to judge it. */
  score(body: Body, given: Given): number | undefined;
  /** What somebody reads afterwards; with the right answers only when `withKey`. */
  tell(body: Body, given: Given | undefined, withKey: boolean): ToldLine[];
  /** The fields that the form showed as filled in, to show it again: value by field. */
  filled(body: Body, given: Given, order: readonly number[]): Record<string, unknown>;
}

/** Types are kept in one list; each sees only bodies and answers of its own. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of types that each have a body of their own
export type AnyQuestionType = QuestionType<any, any>;
