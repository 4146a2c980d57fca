import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, NotFound, Refusal, refusalText, t } from '@academie/platform';

import { AttemptService } from '../attempt/attempt.service';
import { LearningQueries } from '../learning/learning.queries';
import { LearningService } from '../learning/learning.service';
import { ReadingPlaces } from '../learning/reading-places';
import { attemptHref, courseHref, lessonHref } from '../learner/outline-view';
import type { DeedForm } from './device.dto';
import { momentOn } from './device-moment';

/** What became of a deed. Refused is for good: sending it again gives the same. */
export type DeedResult =
  | { result: 'kept'; next?: string }
  | { result: 'refused'; code: string; text: string };

/** Takes what a learner did in a browser, at once or later. */
@Injectable()
export class DeviceService {
  constructor(
    private readonly clock: Clock,
    private readonly queries: LearningQueries,
    private readonly learning: LearningService,
    private readonly attempts: AttemptService,
    private readonly places: ReadingPlaces,
  ) {}

  async take(
    actor: Actor,
    enrolmentId: string,
    deed: DeedForm,
    deviceTime: Date | undefined,
  ): Promise<DeedResult> {
    const at = momentOn({ at: new Date(deed.at), time: deviceTime }, this.clock.now());
    try {
      const next = await this.carryOut(actor, enrolmentId, deed, at);
      return { result: 'kept', ...(next && { next }) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const text = error.problems ? t('elearning.refusal.nothing-answered') : refusalText(error);
      return { result: 'refused', code: error.code, text };
    }
  }

  /** Returns the page to go on with. */
  private async carryOut(
    actor: Actor,
    id: string,
    deed: DeedForm,
    at: Date,
  ): Promise<string | undefined> {
    const { kind, versionId, lessonKey, questionId, attemptId, blockId = null, a = {} } = deed;
    switch (kind) {
      case 'place':
        if (lessonKey) await this.places.keep(actor, id, { lessonKey, blockId });
        return undefined;
      case 'draft':
        if (attemptId) await this.attempts.keepDraft(actor, id, attemptId, a);
        return undefined;
      case 'submit':
        if (!attemptId) throw new NotFound();
        await this.attempts.submit(actor, id, attemptId, a, at);
        return attemptHref(id, attemptId);
      case 'done':
        if (!versionId || !lessonKey) throw new NotFound();
        await this.learning.finishLesson(actor, id, versionId, lessonKey, at);
        return this.after(actor, id, lessonKey);
      case 'answer':
        if (!versionId || !lessonKey || !questionId) throw new NotFound();
        await this.attempts.practise(actor, id, { versionId, lessonKey, questionId }, a, {
          id: deed.id,
          at,
        });
        return `${lessonHref(id, lessonKey)}#vraag-${questionId}`;
      default:
        return kind satisfies never;
    }
  }

  private async after(actor: Actor, id: string, key: string): Promise<string> {
    const { lessons } = (await this.queries.standing(actor, id)).outline;
    const next = lessons[lessons.findIndex((lesson) => lesson.key === key) + 1];
    return next ? lessonHref(id, next.key) : courseHref(id);
  }
}
