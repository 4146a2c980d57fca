import { IsOptional } from 'class-validator';

import { dutchNumber, t } from '@academie/platform';

import { Decimal, MaybeText, QuestionBody, typedNumber } from '../question/question-body';
import { FULL_SCORE, type QuestionType } from '../question/question-type';

const MOST = 1e9;
/** Sums of decimals are a little off. */
const NEXT_TO_NOTHING = 1e-9;

/** A question that is answered with a number. */
export class NumberBody extends QuestionBody {
  @Decimal(-MOST, MOST)
  answer!: number;

  /** How far off is still right. */
  @Decimal(0, MOST)
  @IsOptional()
  tolerance?: number;

  /** Stands behind the field: "weken". */
  @MaybeText(30)
  unit?: string;
}

const isRight = ({ answer, tolerance = 0 }: NumberBody, given: number): boolean =>
  Math.abs(given - answer) <= tolerance + NEXT_TO_NOTHING;

const withUnit = (value: number, unit?: string): string =>
  unit ? `${dutchNumber(value)} ${unit}` : dutchNumber(value);

/** A number, with a comma or a point. The answer is the number. */
export const numberQuestion: QuestionType<NumberBody, number> = {
  shape: NumberBody,
  form: 'elearning/question/number-form',
  problems: () => [],
  shuffled: () => 0,
  ask: ({ prompt, unit }) => ({
    prompt,
    view: 'elearning/question/text-field',
    items: [],
    isNumber: true,
    unit,
  }),
  read: (_body, sent) => typedNumber(sent['']),
  score: (body, given) => (isRight(body, given) ? FULL_SCORE : 0),
  tell: (body, given, withKey) => [
    ...(given === undefined
      ? []
      : [
          {
            text: withUnit(given, body.unit),
            chosen: true,
            right: withKey ? isRight(body, given) : undefined,
          },
        ]),
    ...(withKey && (given === undefined || !isRight(body, given))
      ? [
          {
            text: t('elearning.right-is', { answer: withUnit(body.answer, body.unit) }),
            chosen: false,
            right: true,
          },
        ]
      : []),
  ],
  filled: (_body, given) => ({ typed: String(given).replace('.', ',') }),
};
