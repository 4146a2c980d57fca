import { Injectable } from '@nestjs/common';

import {
  besideBlockText,
  dateBlock,
  type ForYouPart,
  type ForYouRow,
  PartForYou,
} from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, dayOf, mediumMoment, t } from '@academie/platform';

import { type EnrolmentLink, EnrolmentLinks } from './enrolment-links';
import { EnrolmentQueries, type EnrolmentRow } from '../place/enrolment.queries';
import { OfferingSessionsQueries, type SessionRow } from '../place/offering-sessions.queries';

/** What the front page tells somebody of own places: a seat that waits for a yes, and what comes next. */
@Injectable()
export class FrontPagePart {
  constructor(
    private readonly enrolments: EnrolmentQueries,
    private readonly sessions: OfferingSessionsQueries,
    private readonly links: EnrolmentLinks,
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
    const next = firstOf(seated, sessions, now);
    // What can be done there: the ticket, or a question that waits for an answer.
    const links = await this.links.of(
      actor,
      next.map(({ row }) => row),
    );
    const offered = ahead.filter(({ state }) => state === 'offered').map(offeredRow);
    return {
      rows: [
        ...offered,
        ...next.map(({ row, session }) => nextRow(row, session, now, links.get(row.id)?.[0])),
      ],
      knownCourseIds,
    };
  }
}

/** All there is today, or else the next one; the rest stands in Mijn academie. */
function firstOf(
  seated: readonly EnrolmentRow[],
  sessions: readonly SessionRow[],
  now: Date,
): { row: EnrolmentRow; session: SessionRow }[] {
  const coming = sessions
    .filter(({ endsAt }) => endsAt > now)
    .flatMap((session) => {
      const row = seated.find(({ offeringId }) => offeringId === session.offeringId);
      return row ? [{ row, session }] : [];
    });
  const today = coming.filter(({ session }) => isToday(session, now));
  return today.length > 0 ? today : coming.slice(0, 1);
}

const isToday = ({ startsAt }: SessionRow, now: Date): boolean => dayOf(startsAt) === dayOf(now);

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

const nextRow = (
  row: EnrolmentRow,
  session: SessionRow,
  now: Date,
  link: EnrolmentLink | undefined,
): ForYouRow => ({
  courseId: row.courseId,
  sort: isToday(session, now) ? 'today' : 'next',
  why: t(`enrolment.for-you.${isToday(session, now) ? 'today' : 'next'}`),
  title: row.courseTitle,
  href: `/mijn/inschrijvingen/${row.id}`,
  date: dateBlock(session.startsAt, now),
  text: [
    besideBlockText(session.startsAt, session.endsAt),
    [session.place, session.address].filter(Boolean).join(', ') ||
      (session.onlineUrl ? t('enrolment.for-you.online') : ''),
  ]
    .filter(Boolean)
    .join(' · '),
  action: link && { label: link.label, href: link.href, method: 'get' },
});
