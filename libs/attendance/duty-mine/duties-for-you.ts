import { Injectable } from '@nestjs/common';

import { type ForYouPart, PartForYou } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, dayOf, t } from '@academie/platform';

import { dueText, SOON_DAYS } from './duty-mine-view';
import { DutyMineQueries } from './duty-mine.queries';
import { nextStep } from './duty-next-step';

/** What the front page tells somebody of what has to be done. */
@Injectable()
export class DutiesForYou {
  constructor(
    private readonly queries: DutyMineQueries,
    private readonly clock: Clock,
  ) {}

  /** As long as nothing is done about it and it is due within some months. */
  @PartForYou()
  async of(actor: Actor): Promise<ForYouPart> {
    const today = dayOf(this.clock.now());
    const open = (await this.queries.open(actor.id)).filter(
      ({ daysLeft, countsFrom, placeSelfPaced }) =>
        daysLeft <= SOON_DAYS && (countsFrom ?? today) <= today && placeSelfPaced !== false,
    );
    return {
      rows: open.map((row) => ({
        courseId: row.courseId,
        sort: 'due',
        why: t(row.daysLeft < 0 ? 'attendance.duty.why-late' : 'attendance.duty.why'),
        title: row.courseTitle,
        href: '/mijn/verplichtingen',
        text: dueText(row),
        action: { ...nextStep(row).action, method: 'get' as const },
      })),
    };
  }
}
