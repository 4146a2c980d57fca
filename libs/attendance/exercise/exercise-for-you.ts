import { Injectable } from '@nestjs/common';

import { dateRangeText, type ForYouPart, PartForYou } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { addDays, Clock, t } from '@academie/platform';

import { observeHref } from './exercise-view';
import { ExerciseQueries } from './exercise.queries';

/** What the front page tells somebody who watches an exercise, until a day after it. */
@Injectable()
export class ExerciseForYou {
  constructor(
    private readonly queries: ExerciseQueries,
    private readonly clock: Clock,
  ) {}

  @PartForYou()
  async of(actor: Actor): Promise<ForYouPart> {
    const found = await this.queries.observedBy(actor.id, addDays(this.clock.now(), -1));
    return {
      rows: found.map(({ id, courseId, courseTitle, startsAt, endsAt }) => ({
        courseId,
        sort: 'next' as const,
        why: t('attendance.exercise.why'),
        title: courseTitle,
        href: observeHref(id),
        text: dateRangeText(startsAt, endsAt),
      })),
    };
  }
}
