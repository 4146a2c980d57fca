import {
  askedChoices,
  choiceAt,
  ChoicesBody,
  choicesProblems,
  MOST_CHOICES,
  toldChoices,
} from './choices';
import { FULL_SCORE, type QuestionType } from '../question/question-type';

/** One of several answers is right. The answer is the number of the choice, from 0. */
export const oneQuestion: QuestionType<ChoicesBody, number> = {
  shape: ChoicesBody,
  form: 'elearning/question/choices-form',
  problems: (body) => choicesProblems(body, 1),
  shuffled: ({ choices }) => Math.min(choices.length, MOST_CHOICES),
  ask: (body, order) => ({
    prompt: body.prompt,
    view: 'elearning/question/choices',
    several: false,
    items: askedChoices(body, order),
  }),
  read: (_body, sent, order) => choiceAt(sent[''], order),
  score: ({ choices }, given) => (choices[given]?.correct ? FULL_SCORE : 0),
  tell: (body, given, withKey) => toldChoices(body, given === undefined ? [] : [given], withKey),
  filled: (_body, given, order) => ({ chosen: [String(order.indexOf(given))] }),
};
