import { t } from '@academie/platform';

import { questionsOf } from '../attempt/grading';
import { readBlockView } from '../block/block-view';
import type { LessonRow } from '../content/content.queries';
import { jsonForScript } from '../player/script-json';
import { isQuestionKind, orderInLesson } from '../question-types/question-types';
import { askView } from '../question-types/question-view';
import { answerKey } from './answer-key';
import type { ExportedLesson } from './exported-course';

interface PageAround {
  /** Title. */
  module: string;
  /** The script that talks to the environment. */
  link: string;
  /** Whether the page needs it. */
  isLinked: boolean;
  /** The address of a file in the package. */
  fileAt: (id: string) => string;
}

/** A lesson as its page in a package shows it. */
export function exportedPage(
  { tracks, test }: ExportedLesson,
  { title, blocks }: LessonRow,
  { module, link, isLinked, fileAt }: PageAround,
): object {
  const questions = questionsOf(blocks);
  const nameOf = (id: string): string => `v${questions.findIndex((one) => one.id === id) + 1}`;
  const shown = blocks.map((block) => {
    if (!isQuestionKind(block.kind)) return readBlockView(block, fileAt);
    const question = { ...block, kind: block.kind, id: nameOf(block.id) };
    const order = orderInLesson(block.kind, block.body, block.id);
    return { isQuestion: true, ...askView(question, { order }) };
  });
  const isAsked = (block: object | undefined): boolean =>
    block !== undefined && 'isQuestion' in block;
  return {
    title,
    module,
    link,
    isLinked,
    tracks,
    isTest: test !== null,
    rules: test && [
      t('elearning.rule.questions', { count: test.draw ?? questions.length }),
      t('elearning.rule.pass-mark', { passMark: test.passMark }),
    ],
    blocks: test ? shown.filter((block) => !isAsked(block)) : shown,
    questions: shown.filter(isAsked),
    settings: jsonForScript({
      isLinked,
      test: test && { passMark: test.passMark, draw: test.draw, shuffle: test.shuffle },
      questions: questions.map((question) => answerKey(question, nameOf(question.id))),
      texts: pageTexts(),
    }),
  };
}

const TEXTS = ['compare', 'solution', 'unanswered', 'passed', 'failed', 'done', 'reopen'] as const;

const pageTexts = (): Record<string, string> => ({
  right: t('elearning.result.right'),
  partly: t('elearning.result.partly'),
  wrong: t('elearning.result.wrong'),
  ...Object.fromEntries(TEXTS.map((name) => [name, t(`elearning.export.page.${name}`)])),
});
