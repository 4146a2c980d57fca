import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import { type PreparedPage, t, Views } from '@academie/platform';

import type { AnswerRow } from '../attempt/attempt.queries';
import { readBlockView } from '../block/block-view';
import type { Block } from '../block/block';
import type { LessonRow } from '../content/content.queries';
import type { Outline, OwnEnrolment } from '../learning/learning.queries';
import { isQuestionKind } from '../question-types/question-types';
import { askView, toldView } from '../question-types/question-view';
import {
  type Addresses,
  learnerAddresses,
  lessonCrumbs,
  outlineView,
  progressView,
} from './outline-view';

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

/** Stands in for the enrolment of the reader; no text that people type holds this sign. */
const ENROLMENT = '\u0001enrolment\u0001';
/** Some 10 kB each. */
const KEPT = 500;

/**
 * Pages of lessons, kept under all that they are made of but whose they are: a lesson that was published never
 * changes, so what is left is which lessons are done. Only for who answered nothing in it yet; what a person
 * answered is kept nowhere but in the database.
 */
@Injectable()
export class LessonPageCache {
  private readonly known = new LRUCache<string, PreparedPage>({ max: KEPT });

  constructor(private readonly views: Views) {}

  of(enrolment: OwnEnrolment, outline: Outline, lesson: LessonRow): PreparedPage {
    const done = outline.lessons.map(({ isDone }) => (isDone ? 1 : 0)).join('');
    const key = `${lesson.versionId} ${lesson.key} ${done} ${enrolment.courseTitle}`;
    const page = this.known.get(key) ?? this.make(enrolment, outline, lesson);
    this.known.set(key, page);
    const forReader = (html: string): string => html.replaceAll(ENROLMENT, enrolment.id);
    return { ...page, crumbs: forReader(page.crumbs), content: forReader(page.content) };
  }

  private make(enrolment: OwnEnrolment, outline: Outline, lesson: LessonRow): PreparedPage {
    return this.views.prepare('elearning/learner/lesson', {
      title: lesson.title,
      ...lessonView({
        at: learnerAddresses(ENROLMENT),
        crumbs: lessonCrumbs({ ...enrolment, id: ENROLMENT }),
        ...{ outline, lesson, answers: [] },
      }),
    });
  }
}
