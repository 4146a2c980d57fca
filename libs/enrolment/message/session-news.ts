import type { EntityManager } from 'typeorm';

import { dateRangeText, placeName } from '@academie/catalogue';
import { dayOf, type JournalEvent, t } from '@academie/platform';

import type { SessionRow } from '../place/offering-sessions.queries';

/** How a session was before it moved, as the event of that says. */
interface Before {
  startsAt: string;
  endsAt: string;
  locationId: string | null;
  roomId: string | null;
}

/** What is new of a session, for the subject of a mail, and how that was before, for its text. */
export interface SessionNews {
  /** The last word of enrolment.session-news: what one has to look at. */
  what: 'place' | 'time' | 'day' | 'time-and-place' | 'day-and-place' | 'other';
  /** "Stadhuis, Raadzaal"; undefined when the place is the same, or there was none. */
  wasPlace?: string | undefined;
  /** "dinsdag 10 maart 2026, 09.30–11.30 uur"; undefined when the time is the same. */
  wasTime?: string | undefined;
}

/** Compares with how the session is now: what came to the same again, is no news. */
export async function sessionNews(
  tx: EntityManager,
  { data }: JournalEvent,
  session: SessionRow,
): Promise<SessionNews> {
  const was = (data as { was?: Before }).was;
  // Events from before this was kept.
  if (!was) return { what: 'other' };
  const [startsAt, endsAt] = [new Date(was.startsAt), new Date(was.endsAt)];
  const place = await placeName(tx, was);
  const hasPlace = place !== session.place;
  const hasTime = +startsAt !== +session.startsAt || +endsAt !== +session.endsAt;
  const time = dayOf(startsAt) === dayOf(session.startsAt) ? 'time' : 'day';
  return {
    what: hasTime ? (hasPlace ? `${time}-and-place` : time) : hasPlace ? 'place' : 'other',
    ...(hasPlace && place && { wasPlace: place }),
    ...(hasTime && { wasTime: dateRangeText(startsAt, endsAt) }),
  };
}

/** "Andere plaats: Wet Bibob" */
export const newsSubject = ({ what }: SessionNews, courseTitle: string): string =>
  `${t(`enrolment.session-news.${what}`)}: ${courseTitle}`;
