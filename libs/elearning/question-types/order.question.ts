import { t } from '@academie/platform';

import { Lines, QuestionBody } from '../question/question-body';
import { FULL_SCORE, type QuestionType } from '../question/question-type';

/** Things to put in order; the author writes them in the right one. */
export class OrderBody extends QuestionBody {
  @Lines(2, 10, 300)
  items!: string[];
}

/**
 * Putting things in order: each gets a place. The answer is the numbers of the items, from 0, in the order
 * of the answer. Each item in its right place counts.
 */
export const orderQuestion: QuestionType<OrderBody, number[]> = {
  shape: OrderBody,
  form: 'elearning/question/lines-form',
  orderTells: true,
  problems: () => [],
  shuffled: ({ items }) => items.length,
  ask: ({ prompt, items }, order) => ({
    prompt,
    view: 'elearning/question/order',
    items: order.map((nth, place) => ({ value: String(place), text: items[nth] ?? '' })),
    positions: items.map((_, place) => String(place + 1)),
  }),
  read: ({ items }, sent, order) => {
    const answer: (number | undefined)[] = items.map(() => undefined);
    order.forEach((nth, place) => {
      const position = sent[String(place)];
      if (typeof position === 'string' && /^\d{1,2}$/.test(position) && Number(position) >= 1)
        if (Number(position) <= items.length) answer[Number(position) - 1] = nth;
    });
    const whole = answer.filter((nth) => nth !== undefined);
    return whole.length === items.length ? whole : undefined;
  },
  score: ({ items }, given) =>
    Math.round((given.filter((nth, place) => nth === place).length * FULL_SCORE) / items.length),
  tell: ({ items }, given = [], withKey) => [
    ...given.map((nth, place) => ({
      text: `${place + 1}. ${items[nth] ?? ''}`,
      chosen: true,
      right: withKey ? nth === place : undefined,
    })),
    ...(withKey && given.some((nth, place) => nth !== place)
      ? [{ text: t('elearning.right-order', { order: items.join(' → ') }), chosen: false }]
      : []),
  ],
  filled: (_body, given, order) => ({
    placed: Object.fromEntries(
      order.map((nth, place) => [String(place), String(given.indexOf(nth) + 1)]),
    ),
  }),
};
