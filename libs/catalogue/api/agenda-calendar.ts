import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

import type { AgendaRow } from '../search/agenda.queries';
import { sessionUid } from './offering-calendar';

/** Sessions of many courses as one calendar, without links to meetings (RFC 5545). */
export function agendaCalendar(
  name: string,
  sessions: readonly AgendaRow[],
  publicUrl: string,
  now: Date,
): string {
  const calendar = ical({
    name,
    prodId: { company: 'NHVeilig', product: 'academie', language: 'NL' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const { id, sequence, sessionTitle, title, slug, place, online, ...session } of sessions) {
    const page = `${publicUrl}/aanbod/${slug}`;
    calendar.createEvent({
      id: sessionUid(id),
      sequence,
      stamp: now,
      start: session.sessionStartsAt,
      end: session.sessionEndsAt,
      summary: sessionTitle ? `${title}: ${sessionTitle}` : title,
      description: page,
      location: place ?? (online ? 'Online' : null),
      url: page,
      status: ICalEventStatus.CONFIRMED,
    });
  }
  return `${calendar.toString()}\r\n`;
}
