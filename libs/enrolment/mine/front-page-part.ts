import { Injectable } from '@nestjs/common';

import { dateRangeText, type ForYouPart, type ForYouRow, PartForYou } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, dayOf, mediumMoment, t } from '@academie/platform';

import { EnrolmentQueries, type EnrolmentRow } from '../place/enrolment.queries';
import { OfferingSessionsQueries, type SessionRow } from '../place/offering-sessions.queries';

/** So many sessions ahead are told; the rest stands in Mijn academie. */
const MOST_AHEAD = 2;

/** What the front page tells somebody of own places: a seat that waits for a yes, and what comes next. */
@Injectable()
export class FrontPagePart {
  constructor(
    private readonly enrolments: EnrolmentQueries,
    private readonly sessions: OfferingSessionsQueries,
    private readonly clock: Clock,
  ) {}

  @PartForYou()
  async of(actor: Actor): Promise<ForYouPart> {
    const [ahead, knownCourseIds] = await Promise.all([
      this.enrolments.ahead(actor.id),
      this.sessions.knownCourseIds(actor.id),
    ]);
    const seated = ahead.filter(({ state }) => state === 'enrolled');
    const sessions =
      seated.length > 0
        ? await this.sessions.ofOfferings(seated.map(({ offeringId }) => offeringId))
        : [];
    const now = this.clock.now();
    const next = sessions
      .filter(({ endsAt }) => endsAt > now)
      .flatMap((session) => {
        const row = seated.find(({ offeringId }) => offeringId === session.offeringId);
        return row ? [nextRow(row, session, now)] : [];
      });
    const offered = ahead.filter(({ state }) => state === 'offered').map(offeredRow);
    return { rows: [...offered, ...next.slice(0, MOST_AHEAD)], knownCourseIds };
  }
}

const offeredRow = (row: EnrolmentRow): ForYouRow => ({
  courseId: row.courseId,
  sort: 'waits',
  why: t('enrolment.for-you.offered'),
  title: row.courseTitle,
  href: `/mijn/inschrijvingen/${row.id}`,
  text: row.offeredUntil
    ? t('enrolment.for-you.until', { moment: mediumMoment(row.offeredUntil) })
    : undefined,
  action: {
    label: t('enrolment.for-you.accept'),
    href: `/mijn/inschrijvingen/${row.id}/aannemen`,
    method: 'post',
  },
});

const nextRow = (row: EnrolmentRow, session: SessionRow, now: Date): ForYouRow => ({
  courseId: row.courseId,
  sort: 'next',
  why: t(
    dayOf(session.startsAt) === dayOf(now) ? 'enrolment.for-you.today' : 'enrolment.for-you.next',
  ),
  title: row.courseTitle,
  href: `/mijn/inschrijvingen/${row.id}`,
  text: [
    dateRangeText(session.startsAt, session.endsAt),
    [session.place, session.address].filter(Boolean).join(', ') ||
      (session.onlineUrl ? t('enrolment.for-you.online') : ''),
  ]
    .filter(Boolean)
    .join(' · '),
});
