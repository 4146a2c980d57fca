import { bareText, t, visibleText } from '@academie/platform';

import { Lines, QuestionBody } from '../question/question-body';
import { FULL_SCORE, type QuestionType } from '../question/question-type';

const LONGEST = 200;

/** A question that is answered with a word or a few. */
export class ShortTextBody extends QuestionBody {
  /** Each of these is right. */
  @Lines(1, 20, LONGEST)
  answers!: string[];
}

// Nobody fails by a comma, a capital or an accent.
const isRight = ({ answers }: ShortTextBody, given: string): boolean =>
  answers.some((answer) => bareText(answer) === bareText(given));

/** A word or a few, compared with all that is right. The answer is what was typed. */
export const shortTextQuestion: QuestionType<ShortTextBody, string> = {
  shape: ShortTextBody,
  form: 'elearning/question/short-text-form',
  problems: ({ answers }) =>
    answers.every((answer) => bareText(answer) !== '')
      ? []
      : [{ field: 'answers', code: 'elearning.answer-without-letters' }],
  shuffled: () => 0,
  ask: ({ prompt }) => ({
    prompt,
    view: 'elearning/question/text-field',
    items: [],
    maxlength: LONGEST,
  }),
  read: (_body, sent) => {
    const typed = sent[''];
    const text = typeof typed === 'string' ? visibleText(typed).slice(0, LONGEST) : '';
    return text === '' ? undefined : text;
  },
  score: (body, given) => (isRight(body, given) ? FULL_SCORE : 0),
  tell: (body, given, withKey) => [
    ...(given === undefined
      ? []
      : [{ text: given, chosen: true, right: withKey ? isRight(body, given) : undefined }]),
    ...(withKey && (given === undefined || !isRight(body, given))
      ? [
          {
            text: t('elearning.right-is', { answer: body.answers[0] ?? '' }),
            chosen: false,
            right: true,
          },
        ]
      : []),
  ],
  filled: (_body, given) => ({ typed: given }),
};
