import { t } from '@academie/platform';

import type { AnswerRow } from '../attempt/attempt.queries';
import { readBlockView } from '../block/block-view';
import type { Block } from '../block/block';
import type { LessonRow } from '../content/content.queries';
import type { Outline } from '../learning/learning.queries';
import { isQuestionKind } from '../question-types/question-types';
import { askView, toldView } from '../question-types/question-view';
import { type Addresses, outlineView, progressView } from './outline-view';

/** What the page of a lesson is made of. */
export interface LessonPage {
  at: Addresses;
  /** What stands above it; the lesson itself is added. */
  crumbs: { href: string; label: string }[];
  outline: Outline;
  lesson: LessonRow;
  /** The latest answers to its questions. */
  answers: readonly AnswerRow[];
  /** What is wrong with the answer that was sent just now, by question. */
  errors?: Record<string, string>;
}

/** What the pages of a lesson and of a test share. */
export function lessonFrame({ at, crumbs, outline, lesson }: LessonPage): object {
  const place = outline.lessons.findIndex(({ key }) => key === lesson.key);
  const [before, after] = [outline.lessons[place - 1], outline.lessons[place + 1]];
  return {
    title: lesson.title,
    crumbs: [...crumbs, { label: lesson.title }],
    eyebrow: t('elearning.lesson-of', { nth: place + 1, all: outline.lessons.length }),
    progress: progressView(outline),
    modules: outlineView(at, outline, lesson.key),
    versionId: outline.versionId,
    isDone: outline.lessons[place]?.isDone ?? false,
    previous: before && { href: at.lesson(before.key), label: before.title },
    next: after
      ? { href: at.lesson(after.key), label: after.title }
      : { href: at.course, label: t('elearning.to-overview') },
  };
}

/** A lesson to read, with its questions and what this person answered. */
export function lessonView(page: LessonPage): object {
  const { at, lesson, answers, errors } = page;
  const address = at.lesson(lesson.key);
  return {
    ...lessonFrame(page),
    blocks: lesson.blocks.map(
      (block) => readBlockView(block) ?? questionView(block, address, answers, errors),
    ),
    doneAction: `${address}/klaar`,
  };
}

// The right answer may be known as soon as somebody has answered: this is practice.
function questionView(
  block: Block,
  address: string,
  answers: readonly AnswerRow[],
  errors: Record<string, string> = {},
): object | undefined {
  if (!isQuestionKind(block.kind)) return undefined;
  const question = { ...block, kind: block.kind };
  const answer = answers.find(({ questionId }) => questionId === block.id);
  return {
    id: block.id,
    view: 'elearning/learner/question',
    question: askView(question, { given: answer?.given, error: errors[block.id] }),
    told: answer && toldView(question, answer, true),
    action: `${address}/vragen/${block.id}`,
    label: t(answer ? 'elearning.answer-again' : 'elearning.answer'),
  };
}
