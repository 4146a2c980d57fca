import type { Question } from '@academie/catalogue';

import { problemOf, withAnswers } from './answer-check';

const ask = (kind: Question['kind'], options: string[] = []): Question => ({
  text: 'Wat?',
  required: true,
  ...(kind && { kind }),
  options,
});

describe('an answer', () => {
  it.each([
    [ask(undefined), 'van alles'],
    [ask('yes_no'), 'ja'],
    [ask('number'), '2,5'],
    [ask('choice', ['a', 'b']), 'b'],
    [ask('several', ['a', 'b', 'c']), 'a; c'],
    [ask('choice', ['a']), ''],
  ])('to %j can be %s', (question, answer) => {
    expect(problemOf(question, answer)).toBeUndefined();
  });

  it.each([
    [ask('text'), 'a'.repeat(501), 'maxLength'],
    [ask('yes_no'), 'misschien', 'enrolment.answer-no-option'],
    [ask('number'), 'twee', 'enrolment.answer-no-number'],
    [ask('choice', ['a', 'b']), 'c', 'enrolment.answer-no-option'],
    [ask('several', ['a', 'b']), 'a; c', 'enrolment.answer-no-option'],
  ])('to %j cannot be %s', (question, answer, code) => {
    expect(problemOf(question, answer)).toBe(code);
  });

  it('is one text, whether a box was ticked, several or none', () => {
    expect(withAnswers({ 'answers.0': ['a', 'b'], 'answers.2': 'x', to: 'y' })).toEqual({
      to: 'y',
      answers: ['a; b', '', 'x', '', ''],
    });
    expect(withAnswers({ to: 'y' })).toEqual({ to: 'y' });
  });
});
