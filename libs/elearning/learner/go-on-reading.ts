import { Injectable } from '@nestjs/common';

import { type ForYouPart, PartForYou } from '@academie/catalogue';
import { EnrolmentQueries } from '@academie/enrolment';
import type { Actor } from '@academie/people';
import { t } from '@academie/platform';

import { LearningQueries } from '../learning/learning.queries';
import { goOnHref } from './outline-view';

/** What the front page tells somebody of e-learnings that were begun: how far, and the way on. */
@Injectable()
export class GoOnReading {
  constructor(
    private readonly learning: LearningQueries,
    private readonly enrolments: EnrolmentQueries,
  ) {}

  @PartForYou()
  async of(actor: Actor): Promise<ForYouPart> {
    const going = await this.learning.going(actor.id);
    if (going.length === 0) return { rows: [] };
    const ahead = await this.enrolments.ahead(actor.id);
    return {
      rows: going.flatMap(({ enrolmentId, courseId, done, lessons }) => {
        const enrolment = ahead.find(({ id }) => id === enrolmentId);
        if (!enrolment) return [];
        const href = goOnHref(enrolmentId);
        return {
          courseId,
          sort: 'going' as const,
          why: t('elearning.for-you.going'),
          title: enrolment.courseTitle,
          href,
          percent: Math.floor((done * 100) / lessons),
          action: { label: t('elearning.go-on.on'), href, method: 'get' as const },
        };
      }),
    };
  }
}
