import { t } from '@academie/platform';

import { QuestionBody, Text } from '../question/question-body';
import type { QuestionType } from '../question/question-type';

const LONGEST = 5000;

/** A question that is answered in one's own words. */
export class OpenBody extends QuestionBody {
  /** What a good answer says; shown after answering, and to who judges. */
  @Text(5000)
  model!: string;
}

/** In own words. A person judges it in a test; in a lesson one compares it oneself. */
export const openQuestion: QuestionType<OpenBody, string> = {
  shape: OpenBody,
  form: 'elearning/question/open-form',
  problems: () => [],
  shuffled: () => 0,
  ask: ({ prompt }) => ({
    prompt,
    view: 'elearning/question/text-field',
    items: [],
    isLong: true,
    maxlength: LONGEST,
  }),
  read: (_body, sent) => {
    const typed = sent[''];
    const text =
      typeof typed === 'string'
        ? typed
            .replace(/\r\n?/g, '\n')
            .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
            .trim()
            .slice(0, LONGEST)
        : '';
    return text === '' ? undefined : text;
  },
  score: () => undefined,
  tell: ({ model }, given, withKey) => [
    ...(given === undefined ? [] : [{ text: given, chosen: true }]),
    ...(withKey ? [{ text: t('elearning.model-answer', { model }), chosen: false }] : []),
  ],
  filled: (_body, given) => ({ typed: given }),
};
