import fc from 'fast-check';

import { readBody } from './block-kinds';
import { FULL_SCORE, type Sent } from '../question/question-type';
import {
  orderInLesson,
  QUESTION_TYPES,
  type QuestionKind,
  questionType,
} from '../question-types/question-types';

/** Of each type one question, with the marks `geheim` in what nobody may see beforehand. */
const EXAMPLES: Record<
  QuestionKind,
  { body: object; right: (order: readonly number[]) => Sent; partly?: [Sent, number] }
> = {
  one: {
    body: {
      prompt: 'Welke?',
      explanation: 'geheim',
      choices: [
        { text: 'a', feedback: 'geheim' },
        { text: 'b', correct: true, feedback: 'geheim' },
      ],
    },
    right: (order) => ({ '': String(order.indexOf(1)) }),
  },
  several: {
    body: {
      prompt: 'Welke?',
      choices: [{ text: 'a', correct: true }, { text: 'b', correct: true }, { text: 'c' }],
    },
    right: (order) => ({ '': [String(order.indexOf(0)), String(order.indexOf(1))] }),
    partly: [{ '': ['0'] }, 500],
  },
  true_false: {
    body: { prompt: 'Klopt dit?', isTrue: 'nee', feedbackRight: 'geheim', feedbackWrong: 'geheim' },
    right: () => ({ '': 'niet-waar' }),
  },
  order: {
    body: { prompt: 'Zet op volgorde', items: 'een\ntwee\ndrie\nvier' },
    right: (order) => Object.fromEntries(order.map((nth, at) => [String(at), String(nth + 1)])),
    partly: [{ 0: '1', 1: '2', 2: '4', 3: '3' }, 500],
  },
  match: {
    body: {
      prompt: 'Wat hoort bij elkaar?',
      pairs: [
        { left: 'a', right: '1' },
        { left: 'b', right: '2' },
        { left: 'c', right: '2' },
      ],
    },
    right: (order) => ({
      0: String(order.indexOf(0)),
      1: String(order.indexOf(2)),
      2: String(order.indexOf(1)),
    }),
    partly: [{ 0: '1', 1: '1', 2: '1' }, 667],
  },
  number: {
    body: {
      prompt: 'Hoeveel?',
      answer: '7,5',
      tolerance: '0,1',
      unit: 'weken',
      explanation: 'geheim',
    },
    right: () => ({ '': ' 7,6 ' }),
  },
  short_text: {
    body: { prompt: 'Hoe heet dit?', answers: 'geheim één\nandere' },
    right: () => ({ '': 'GEHEIM,  een.' }),
  },
  open: {
    body: { prompt: 'Wat vindt u?', model: 'geheim' },
    right: () => ({ '': 'Mijn antwoord' }),
  },
  scenario: {
    body: {
      prompt: 'U ziet iets.',
      deeds: [
        { text: 'weg', consequence: 'geheim', points: '0' },
        { text: 'bellen', consequence: 'geheim', points: '100' },
        { text: 'later', consequence: 'geheim', points: '40' },
      ],
    },
    right: (order) => ({ '': String(order.indexOf(1)) }),
    partly: [{ '': '2' }, 400],
  },
};

const kinds = Object.keys(QUESTION_TYPES) as QuestionKind[];
const asked = (kind: QuestionKind) => {
  const { body, problems } = readBody(kind, EXAMPLES[kind].body as Record<string, unknown>);
  expect(problems).toEqual([]);
  const type = questionType(kind);
  return { body, type, count: type.shuffled(body) };
};
const orders = (count: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: count }, (_, nth) => nth),
    { minLength: count, maxLength: count },
  );
const anything = fc.dictionary(
  fc.constantFrom('', '0', '1', '2', '3', '9', 'x'),
  fc.oneof(
    fc.string(),
    fc.constantFrom('0', '1', '2', '4', '-1', '1e9', 'waar'),
    fc.array(fc.string()),
  ),
);

describe.each(kinds)('a question of the type %s', (kind) => {
  it('says nothing of what is right before it is answered', () => {
    const { body, type, count } = asked(kind);
    fc.assert(
      fc.property(orders(count), (order) => {
        const page = JSON.stringify(type.ask(body, order));
        expect(page).not.toMatch(/geheim|correct|isTrue|points|consequence|answer|model|feedback/);
      }),
    );
  });

  it('gives the right answer all, in whatever order it is asked, and shows it as it was filled in', () => {
    const { body, type, count } = asked(kind);
    fc.assert(
      fc.property(orders(count), (order) => {
        const given: unknown = type.read(body, EXAMPLES[kind].right(order), order);
        expect(given).toBeDefined();
        expect(type.score(body, given)).toBe(kind === 'open' ? undefined : FULL_SCORE);
        expect(JSON.parse(JSON.stringify(given))).toEqual(given);
        expect(JSON.stringify(type.filled(body, given, order))).not.toContain('-1');
      }),
    );
  });

  it('gives a part of the score for what is partly right', () => {
    const { body, type, count } = asked(kind);
    const [sent, score] = EXAMPLES[kind].partly ?? [];
    if (!sent) return;
    const order = Array.from({ length: count }, (_, nth) => nth);
    expect(type.score(body, type.read(body, sent, order))).toBe(score);
  });

  it('scores from 0 to 1000 whatever is sent, and tells it without the key when that has to wait', () => {
    const { body, type, count } = asked(kind);
    fc.assert(
      fc.property(orders(count), anything, (order, sent) => {
        const given: unknown = type.read(body, sent, order);
        if (given === undefined) return;
        const score = type.score(body, given) ?? 0;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(FULL_SCORE);
        expect(Number.isInteger(score)).toBe(true);
        expect(type.tell(body, given, false).some(({ right }) => right !== undefined)).toBe(false);
        expect(type.tell(body, given, true).length).toBeGreaterThan(0);
        type.filled(body, given, order);
      }),
    );
  });

  it('never stands in the order that is the answer', () => {
    const { body, type } = asked(kind);
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const order = orderInLesson(kind, body, id);
        expect(orderInLesson(kind, body, id)).toEqual(order);
        expect([...order].sort((a, b) => a - b)).toEqual(order.map((_, nth) => nth));
        if (type.orderTells) expect(order).not.toEqual(order.map((_, nth) => nth));
      }),
    );
  });
});
