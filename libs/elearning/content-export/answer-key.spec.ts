import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

import { gradeOne, type Question } from '../attempt/grading';
import {
  isQuestionKind,
  orderInLesson,
  type QUESTION_TYPES,
} from '../question-types/question-types';
import { type AnswerKey, answerKey } from './answer-key';

interface Scoring {
  isAnswered(key: AnswerKey, given: unknown): boolean;
  scoreOf(key: AnswerKey, given: unknown): number | null;
  resultOf(scores: (number | null)[], passMark: number): object | undefined;
}

/** What a browser runs, in a realm of its own. */
const realm = vm.createContext({}) as { academieScoring: Scoring };
vm.runInContext(fs.readFileSync(path.join(__dirname, 'scoring.js'), 'utf8'), realm);
const scoring = realm.academieScoring;

const choices = ['a', 'b', 'c', 'd'].map((text, nth) => ({
  text,
  correct: nth === 1 || nth === 2,
  feedback: `over ${text}`,
}));
const EXAMPLES: Record<keyof typeof QUESTION_TYPES, [body: object, answers: unknown[]]> = {
  one: [
    { choices: choices.map((choice, nth) => ({ ...choice, correct: nth === 1 })) },
    ['0', '1', '2', '3', undefined],
  ],
  several: [
    { choices },
    [['1', '2'], ['1'], ['0', '1'], ['0', '1', '2'], ['0', '1', '2', '3'], ['3'], []],
  ],
  true_false: [{ isTrue: false, feedbackRight: 'Juist' }, ['waar', 'niet-waar', undefined]],
  order: [
    { items: ['een', 'twee', 'drie'] },
    [
      { 0: '1', 1: '2', 2: '3' },
      { 0: '2', 1: '3', 2: '1' },
      { 0: '3', 1: '1', 2: '2' },
      { 0: '1', 1: '3', 2: '2' },
      { 0: '1', 1: '1', 2: '2' },
      { 0: '1', 1: '', 2: '2' },
    ],
  ],
  match: [
    {
      pairs: [
        { left: 'p', right: 'x' },
        { left: 'q', right: 'x' },
        { left: 'r', right: 'z' },
      ],
    },
    [
      { 0: '0', 1: '1', 2: '2' },
      { 0: '2', 1: '0', 2: '1' },
      { 0: '1', 1: '2', 2: '0' },
      { 0: '1', 1: '', 2: '0' },
    ],
  ],
  number: [
    { answer: 2.5, tolerance: 0.1, unit: 'weken' },
    ['2,5', '2.6', '2,61', '-2,5', ' 2,4 ', 'twee', '', '1e3'],
  ],
  short_text: [{ answers: ['Den Hélder', 'DH'] }, ['den helder', 'dh!', 'Texel', '', ' ']],
  open: [{ model: 'Zo.' }, ['iets', '  ', '']],
  scenario: [
    {
      deeds: [0, 40, 100].map((points) => ({ text: `${points}`, consequence: 'dus', points })),
    },
    ['0', '1', '2', undefined],
  ],
};

/** As the form of a lesson in the academie would send it. */
const sent = (given: unknown): Record<string, unknown> => {
  if (given === undefined) return {};
  if (typeof given === 'string' || Array.isArray(given)) return { v: given };
  return Object.fromEntries(
    Object.entries(given as object).map(([what, value]) => [`v_${what}`, value as unknown]),
  );
};

describe('an exported question', () => {
  it.each(Object.keys(EXAMPLES).filter(isQuestionKind))(
    'of type %s scores in a browser as it does here',
    (kind) => {
      const [body, answers] = EXAMPLES[kind];
      const question: Question = { id: 'v', kind, body: { prompt: 'Hoe?', ...body } };
      const key = JSON.parse(JSON.stringify(answerKey(question, 'v1'))) as AnswerKey;
      expect(key.solution.length).toBeGreaterThan(0);
      const order = orderInLesson(kind, question.body, 'v');
      for (const given of answers) {
        const here = gradeOne(question, order, sent(given));
        const isAnswered = scoring.isAnswered(key, given);
        expect([given, isAnswered]).toEqual([given, here.given !== null]);
        if (isAnswered) expect([given, scoring.scoreOf(key, given)]).toEqual([given, here.score]);
      }
    },
  );

  it('is passed by the exact sum, and open ones do not count', () => {
    expect(scoring.resultOf([1000, 500, 299], 60)).toEqual({ percent: 59, passed: false });
    expect(scoring.resultOf([1000, 500, 300], 60)).toEqual({ percent: 60, passed: true });
    expect(scoring.resultOf([1000, null], 100)).toEqual({ percent: 100, passed: true });
    expect(scoring.resultOf([null], 60)).toBeUndefined();
  });
});
