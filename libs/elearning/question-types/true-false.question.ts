import { Transform } from 'class-transformer';
import { IsBoolean } from 'class-validator';

import { t } from '@academie/platform';

import { MaybeText, QuestionBody } from '../question/question-body';
import { FULL_SCORE, type QuestionType } from '../question/question-type';

/** A statement that is true or not; the prompt is the statement. */
export class TrueFalseBody extends QuestionBody {
  /** The key. */
  @Transform(({ value }: { value: unknown }) =>
    value === 'ja' ? true : value === 'nee' ? false : value,
  )
  @IsBoolean()
  isTrue!: boolean;

  /** For the person who was right. */
  @MaybeText(1000)
  feedbackRight?: string;

  /** For the person who was wrong. */
  @MaybeText(1000)
  feedbackWrong?: string;
}

const WORDS = { true: 'waar', false: 'niet-waar' };
const textOf = (value: boolean): string => t(`elearning.true-false.${String(value)}`);

/** A statement to agree with or not. The answer is whether somebody says that it is true. */
export const trueFalseQuestion: QuestionType<TrueFalseBody, boolean> = {
  shape: TrueFalseBody,
  form: 'elearning/question/true-false-form',
  problems: () => [],
  shuffled: () => 0,
  ask: ({ prompt }) => ({
    prompt,
    view: 'elearning/question/choices',
    several: false,
    items: [true, false].map((value) => ({
      value: WORDS[value ? 'true' : 'false'],
      text: textOf(value),
    })),
  }),
  read: (_body, sent) =>
    sent[''] === WORDS.true ? true : sent[''] === WORDS.false ? false : undefined,
  score: ({ isTrue }, given) => (given === isTrue ? FULL_SCORE : 0),
  tell: (body, given, withKey) =>
    given === undefined
      ? []
      : [
          {
            text: textOf(given),
            chosen: true,
            right: withKey ? given === body.isTrue : undefined,
            feedback: given === body.isTrue ? body.feedbackRight : body.feedbackWrong,
          },
        ],
  filled: (_body, given) => ({ chosen: [WORDS[given ? 'true' : 'false']] }),
};
