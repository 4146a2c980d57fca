import {
  askedChoices,
  choiceAt,
  ChoicesBody,
  choicesProblems,
  MOST_CHOICES,
  toldChoices,
} from './choices';
import { FULL_SCORE, type QuestionType } from '../question/question-type';

/**
 * Some answers are right. The answer is the numbers of the choices, from 0, each once. A right one counts
 * for its part of the score and a wrong one takes such a part away, down to nothing: the person who ticks
 * everything has nothing.
 */
export const severalQuestion: QuestionType<ChoicesBody, number[]> = {
  shape: ChoicesBody,
  form: 'elearning/question/choices-form',
  problems: (body) => choicesProblems(body, MOST_CHOICES),
  shuffled: ({ choices }) => Math.min(choices.length, MOST_CHOICES),
  ask: (body, order) => ({
    prompt: body.prompt,
    view: 'elearning/question/choices',
    several: true,
    items: askedChoices(body, order),
  }),
  read: (_body, sent, order) => {
    const places = [sent[''] ?? []].flat();
    const chosen = places.map((place) => choiceAt(place, order));
    const known = [...new Set(chosen)].filter((nth) => nth !== undefined);
    return known.length > 0 ? known.sort((a, b) => a - b) : undefined;
  },
  score: ({ choices }, given) => {
    const right = choices.filter(({ correct }) => correct).length;
    const hits = given.filter((nth) => choices[nth]?.correct).length;
    const misses = given.length - hits;
    return Math.round((Math.max(0, hits - misses) * FULL_SCORE) / Math.max(1, right));
  },
  tell: (body, given, withKey) => toldChoices(body, given ?? [], withKey),
  filled: (_body, given, order) => ({ chosen: given.map((nth) => String(order.indexOf(nth))) }),
};
