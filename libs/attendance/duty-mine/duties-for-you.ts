import { Injectable } from '@nestjs/common';

import { dateRangeText, type ForYouPart, PartForYou } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, dayOf, laterDay, t } from '@academie/platform';

import { dayText } from '../certificate/certificate-view';
import { DAYS_AHEAD } from '../certificate-reminder/certificate-reminders';

import { observeHref } from '../exercise/exercise-view';
import type { ObservedSession } from '../exercise/exercise.queries';
import { dueText, SOON_DAYS } from './duty-mine-view';
import { DutyMineQueries, type LapsingRow } from './duty-mine.queries';
import { nextStep } from './duty-next-step';

/** What the front page tells somebody of what has to be done or observed, and of certificates about to expire. */
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
    const {
      open: all,
      lapsing,
      observed,
    } = await this.queries.ahead(actor.id, laterDay(today, DAYS_AHEAD));
    const open = all.filter(
      ({ daysLeft, countsFrom, placeSelfPaced }) =>
        daysLeft <= SOON_DAYS && (countsFrom ?? today) <= today && placeSelfPaced !== false,
    );
    return {
      rows: [
        ...open.map((row) => ({
          courseId: row.courseId,
          sort: 'due' as const,
          why: t(row.daysLeft < 0 ? 'attendance.duty.why-late' : 'attendance.duty.why'),
          title: row.courseTitle,
          href: '/mijn/verplichtingen',
          text: dueText(row),
          action: { ...nextStep(row).action, method: 'get' as const },
        })),
        ...lapsing.map(lapsingRow),
        ...observed.map(observedRow),
      ],
    };
  }
}

const observedRow = ({
  id,
  courseId,
  courseTitle,
  startsAt,
  endsAt,
}: ObservedSession): ForYouPart['rows'][number] => ({
  courseId,
  sort: 'next',
  why: t('attendance.exercise.why'),
  title: courseTitle,
  href: observeHref(id),
  text: dateRangeText(startsAt, endsAt),
});

const lapsingRow = ({
  id,
  courseId,
  course,
  validUntil,
}: LapsingRow): ForYouPart['rows'][number] => ({
  courseId,
  sort: 'lapses',
  why: t('attendance.for-you.lapses'),
  title: course,
  href: `/mijn/certificaten#certificaat-${id}`,
  text: t('attendance.for-you.until', { day: dayText(validUntil) }),
});
