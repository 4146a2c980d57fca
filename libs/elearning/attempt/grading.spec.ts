import fc from 'fast-check';

import type { Block } from '../block/block';
import { drawQuestions, gradeAll, resultOf, sentFor } from './grading';

const ID = (nth: number): string => `00000000-0000-7000-8000-${String(nth).padStart(12, '0')}`;
const one = (nth: number, right: number, count = 3): Block => ({
  id: ID(nth),
  kind: 'one',
  body: {
    prompt: `Vraag ${nth}`,
    choices: Array.from({ length: count }, (_, at) => ({
      text: `Antwoord ${at}`,
      correct: at === right,
    })),
  },
});
const several = (nth: number, right: boolean[]): Block => ({
  id: ID(nth),
  kind: 'several',
  body: { prompt: 'Welke?', choices: right.map((correct, at) => ({ text: `${at}`, correct })) },
});
const random = (below: number): number => Math.floor(Math.random() * below);

describe('a test', () => {
  it('draws as many questions as it says, each once, and each order of answers holds each once', () => {
    const bank = Array.from({ length: 12 }, (_, nth) => one(nth, 0, 2 + (nth % 4)));
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 1, max: 20 })), fc.boolean(), (draw, shuffle) => {
        const drawn = drawQuestions(
          [{ id: ID(99), kind: 'text', body: {} }, ...bank],
          { draw, shuffle },
          random,
        );
        expect(drawn).toHaveLength(Math.min(draw ?? 12, 12));
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
        for (const { id, order } of drawn) {
          const { choices } = bank.find((block) => block.id === id)!.body as { choices: object[] };
          expect([...order].sort()).toEqual(choices.map((_, at) => at));
          if (!shuffle) expect(order).toEqual(choices.map((_, at) => at));
        }
      }),
    );
  });

  it('scores by what was chosen, in whatever order the answers stood', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 0, max: 3 }), fc.option(fc.integer({ min: 0, max: 3 }))),
          {
            minLength: 1,
            maxLength: 10,
          },
        ),
        (answers) => {
          const bank = answers.map(([right], nth) => one(nth, right, 4));
          const drawn = drawQuestions(bank, { draw: null, shuffle: true }, random);
          const fields = Object.fromEntries(
            answers.flatMap(([, chosen], nth) => {
              const order = drawn.find(({ id }) => id === ID(nth))!.order;
              return chosen === null ? [] : [[ID(nth), String(order.indexOf(chosen))]];
            }),
          );
          const scores = new Map(
            gradeAll(bank, drawn, fields).map(({ questionId, score }) => [questionId, score]),
          );
          answers.forEach(([right, chosen], nth) =>
            expect(scores.get(ID(nth))).toBe(chosen === right ? 1000 : 0),
          );
        },
      ),
    );
  });

  it('gives whoever ticks everything, or sends nonsense, nothing', () => {
    const block = several(1, [true, true, false, false]);
    const drawn = [{ id: ID(1), order: [0, 1, 2, 3] }];
    const score = (given: unknown): number | null =>
      gradeAll([block], drawn, { [ID(1)]: given })[0]!.score;

    expect(score(['0', '1', '2', '3'])).toBe(0);
    expect(score(['0', '1'])).toBe(1000);
    expect(score(['0', '0', '0'])).toBe(500);
    expect(score(['0', '1', '2'])).toBe(500);
    expect(score(['9', '-1', '1e0', ''])).toBe(0);
    expect(score({ $gt: '' })).toBe(0);
    expect(score('1')).toBe(500);
  });

  it('is never below 0 or above 1000 for any question, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
        fc.oneof(
          fc.string(),
          fc.array(fc.string()),
          fc.array(fc.integer({ min: 0, max: 9 }).map(String)),
        ),
        (right, given) => {
          const drawn = [{ id: ID(1), order: right.map((_, at) => at) }];
          const [graded] = gradeAll([several(1, right)], drawn, { [ID(1)]: given });
          expect(graded!.score).toBeGreaterThanOrEqual(0);
          expect(graded!.score).toBeLessThanOrEqual(1000);
        },
      ),
    );
  });

  it('is passed exactly when the exact share reaches the pass mark, and shows no mark that was not reached', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 16 }),
        fc.integer({ min: 1, max: 100 }),
        (scores, passMark) => {
          const sum = scores.reduce((total, score) => total + BigInt(score), 0n);
          const { passed, percent } = resultOf(scores, passMark)!;
          expect(passed).toBe(sum * 100n >= BigInt(passMark) * BigInt(scores.length) * 1000n);
          expect(percent >= passMark).toBe(passed);
        },
      ),
    );
    expect(resultOf([1000, 1000, 0], 67)).toEqual({ percent: 66, passed: false });
    expect(resultOf([1000, null], 50)).toBeUndefined();
    expect(resultOf([], 50)).toBeUndefined();
  });

  it('reads of a form only what belongs to the question', () => {
    expect(
      sentFor({ [ID(1)]: '0', [ID(2)]: '1', [`${ID(1)}_3`]: 'x', constructor: 'y' }, ID(1)),
    ).toEqual({
      '': '0',
      '3': 'x',
    });
  });
});
