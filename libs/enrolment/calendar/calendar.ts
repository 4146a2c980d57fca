import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  type ICalCalendar,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
} from 'ical-generator';

/** A session as it stands in a calendar. */
export interface Appointment {
  uid: string;
  sequence: number;
  startsAt: Date;
  endsAt: Date;
  title: string;
  /** Address of the place, or of the meeting. */
  place: string;
  description: string;
  href: string;
  confidential: boolean;
}

/** Somebody in an invitation. */
export interface Party {
  name: string;
  email: string;
}

const PRODUCT = { company: 'NHVeilig', product: 'academie', language: 'NL' };

/**
 * An invitation to one session, or its withdrawal (RFC 5546): one object, one UID, times in UTC.
 * A person who is invited has enrolled already, so the answer is in it and nobody is asked for one.
 */
export function invitation(
  method: 'REQUEST' | 'CANCEL',
  appointment: Appointment,
  { stamp, organiser, attendee }: { stamp: Date; organiser: Party; attendee: Party },
): string {
  const calendar = ical({ prodId: PRODUCT, method: ICalCalendarMethod[method] });
  const event = add(calendar, appointment, stamp);
  event.organizer({ ...organiser, name: plain(organiser.name) });
  event.createAttendee({
    email: attendee.email,
    name: plain(attendee.name),
    role: ICalAttendeeRole.REQ,
    type: ICalAttendeeType.INDIVIDUAL,
    status: method === 'REQUEST' ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.DECLINED,
    rsvp: false,
  });
  if (method === 'CANCEL') event.status(ICalEventStatus.CANCELLED);
  return textOf(calendar);
}

/** All of somebody's sessions in one calendar, `name`, that programs fetch again and again. */
export function feed(appointments: readonly Appointment[], stamp: Date, name: string): string {
  const calendar = ical({
    prodId: PRODUCT,
    method: ICalCalendarMethod.PUBLISH,
    name,
    ttl: 3600,
  });
  for (const appointment of appointments) add(calendar, appointment, stamp);
  return textOf(calendar);
}

function add(calendar: ICalCalendar, appointment: Appointment, stamp: Date) {
  return calendar.createEvent({
    id: appointment.uid,
    sequence: appointment.sequence,
    stamp,
    start: appointment.startsAt,
    end: appointment.endsAt,
    summary: appointment.title,
    location: appointment.place || null,
    description: appointment.description || null,
    url: appointment.href,
    status: ICalEventStatus.CONFIRMED,
    class: appointment.confidential ? ICalEventClass.PRIVATE : null,
  });
}

// A parameter may hold no quote and no control character, quoted or not (RFC 5545, section 3.2).
const plain = (name: string): string => name.replace(/["\p{Cc}]/gu, ' ').trim();

// The generator leaves out the last line's end, without which it is no content line.
const textOf = (calendar: ICalCalendar): string => `${calendar.toString()}\r\n`;
