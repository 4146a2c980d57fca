import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';

import { QuestionBody, Text } from '../question/question-body';
import { FULL_SCORE, type QuestionType } from '../question/question-type';

/** Two things that belong together. */
export class Pair {
  @Text(300)
  left!: string;

  @Text(300)
  right!: string;
}

/** Things to bring together. */
export class MatchBody extends QuestionBody {
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => Pair)
  pairs!: Pair[];
}

const belongs = ({ pairs }: MatchBody, left: number, right: number): boolean =>
  pairs[left]?.right === pairs[right]?.right;

/**
 * Bringing together what belongs together. The answer is, for each thing on the left, the number of the
 * thing on the right, from 0. Each pair that is right counts.
 */
export const matchQuestion: QuestionType<MatchBody, number[]> = {
  shape: MatchBody,
  form: 'elearning/question/match-form',
  orderTells: true,
  problems: () => [],
  shuffled: ({ pairs }) => pairs.length,
  ask: ({ prompt, pairs }, order) => ({
    prompt,
    view: 'elearning/question/match',
    items: pairs.map(({ left }, nth) => ({ value: String(nth), text: left })),
    rights: order.map((nth, place) => ({ value: String(place), text: pairs[nth]?.right ?? '' })),
  }),
  read: ({ pairs }, sent, order) => {
    const answer = pairs.map((_, left) => {
      const place = sent[String(left)];
      return typeof place === 'string' && /^\d{1,2}$/.test(place)
        ? order[Number(place)]
        : undefined;
    });
    const whole = answer.filter((nth) => nth !== undefined);
    return whole.length === pairs.length ? whole : undefined;
  },
  score: (body, given) =>
    Math.round(
      (given.filter((right, left) => belongs(body, left, right)).length * FULL_SCORE) /
        body.pairs.length,
    ),
  tell: (body, given = [], withKey) =>
    body.pairs.flatMap(({ left, right }, nth) => {
      const chosen = given[nth];
      if (chosen === undefined) return [];
      const isRight = belongs(body, nth, chosen);
      return [
        {
          text: `${left} – ${body.pairs[chosen]?.right ?? ''}`,
          chosen: true,
          right: withKey ? isRight : undefined,
        },
        ...(withKey && !isRight
          ? [{ text: `${left} – ${right}`, chosen: false, right: true }]
          : []),
      ];
    }),
  filled: (_body, given, order) => ({
    placed: Object.fromEntries(
      given.map((right, left) => [String(left), String(order.indexOf(right))]),
    ),
  }),
};
