import { markdownHtml, t } from '@academie/platform';

import { FULL_SCORE, type ToldLine } from '../question/question-type';
import { orderInLesson, type QuestionKind, questionType } from './question-types';

/** A question as a block of a lesson has it. */
interface Asked {
  id: string;
  kind: QuestionKind;
  body: Record<string, unknown>;
}

/** What somebody answered, with its score. */
export interface Answered {
  given: unknown;
  score: number | null;
  /** What a person who judged it wrote. */
  remark?: string | null;
}

/** A question to answer, without its key. `order` is that of the attempt; else as the author wrote it. */
export function askView(
  { id, kind, body }: Asked,
  options: {
    order?: readonly number[];
    given?: unknown;
    error?: string | undefined;
    nth?: number;
  } = {},
): object {
  const type = questionType(kind);
  const order = options.order ?? orderInLesson(kind, body, id);
  const { given, error, nth } = options;
  const filled = given === undefined || given === null ? {} : type.filled(body, given, order);
  return { id, error, nth, ...type.ask(body, order), ...filled };
}

/** What somebody reads after answering; the right answers only `withKey`. */
export function toldView(
  { kind, body }: Asked,
  { given, score, remark }: Answered,
  withKey: boolean,
): object {
  const lines: ToldLine[] = questionType(kind).tell(body, given ?? undefined, withKey);
  const explanation = typeof body.explanation === 'string' ? body.explanation : '';
  return {
    result: resultOf(score),
    lines,
    remark,
    explanation: withKey && explanation ? markdownHtml(explanation) : undefined,
  };
}

function resultOf(score: number | null): object {
  if (score === null) return { label: t('elearning.result.waiting'), kind: 'info', icon: 'clock' };
  if (score === FULL_SCORE)
    return { label: t('elearning.result.right'), kind: 'good', icon: 'check' };
  return score > 0
    ? { label: t('elearning.result.partly'), kind: 'warn', icon: 'half' }
    : { label: t('elearning.result.wrong'), kind: 'bad', icon: 'alert' };
}
