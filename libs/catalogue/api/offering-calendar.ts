import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

import type { OfferingResponse } from './catalogue-api.dto';

/** The name a session is known by in every calendar, for ever (RFC 5545, section 3.8.4.7). */
export const sessionUid = (sessionId: string): string => `session-${sessionId}@academie.nhveilig`;

/**
 * The sessions of an offering as a calendar file: times in UTC, so that no zone has to be described,
 * and a sequence that rises with every move.
 */
export function calendarOf(offering: OfferingResponse, pageUrl: string, now: Date): string {
  const calendar = ical({
    name: offering.courseTitle,
    prodId: { company: 'NHVeilig', product: 'academie', language: 'NL' },
    method: ICalCalendarMethod.PUBLISH,
  });
  const { sessions } = offering;
  for (const session of sessions) {
    const off = session.status === 'cancelled' || offering.status === 'cancelled';
    calendar.createEvent({
      id: sessionUid(session.id),
      sequence: session.sequence,
      stamp: now,
      start: new Date(session.startsAt),
      end: new Date(session.endsAt),
      summary: session.title ? `${offering.courseTitle}: ${session.title}` : offering.courseTitle,
      description: [offering.note, session.location?.route, pageUrl].filter(Boolean).join('\n'),
      location: placeOf(session),
      url: pageUrl,
      status: off ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  // The generator leaves out the last line's end, without which it is no content line.
  return `${calendar.toString()}\r\n`;
}

function placeOf({ location, online }: OfferingResponse['sessions'][number]): string | null {
  if (location)
    return [location.name, location.room?.name, location.address].filter(Boolean).join(', ');
  return online ? 'Online' : null;
}
