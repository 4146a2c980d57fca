import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import { type PreparedPage, Views } from '@academie/platform';

import type { LessonRow } from '../content/content.queries';
import type { Outline, OwnEnrolment } from '../learning/learning.queries';
import { lessonView } from './lesson-view';
import { learnerAddresses, lessonCrumbs } from './outline-view';

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
