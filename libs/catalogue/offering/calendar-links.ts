/** Ways to put a session into one's own calendar; `calendar-links` shows them. */
export interface CalendarLinks {
  ics: string;
  outlook?: string;
  google?: string;
}

/** Of a session what calendars ask. */
interface CalendarSession {
  title: string;
  startsAt: Date;
  endsAt: Date;
  place: string | null | undefined;
}

/** An offering of several sessions is a file only: the links of Outlook and Google make one appointment. */
export function calendarLinks(
  offeringId: string,
  title: string,
  sessions: readonly Omit<CalendarSession, 'title'>[],
): CalendarLinks {
  const ics = `/api/v1/offerings/${offeringId}/calendar.ics`;
  const [session, ...others] = sessions;
  if (!session || others.length > 0) return { ics };
  return { ics, ...webLinks({ ...session, title }) };
}

function webLinks({
  title,
  startsAt,
  endsAt,
  place,
}: CalendarSession): Record<'outlook' | 'google', string> {
  const outlook = new URLSearchParams({
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt: startsAt.toISOString(),
    enddt: endsAt.toISOString(),
    ...(place && { location: place }),
  });
  const google = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: `${basic(startsAt)}/${basic(endsAt)}`,
    ...(place && { location: place }),
  });
  return {
    outlook: `https://outlook.office.com/calendar/0/deeplink/compose?${outlook.toString()}`,
    google: `https://calendar.google.com/calendar/render?${google.toString()}`,
  };
}

/** "20261203T123000Z" */
const basic = (date: Date): string => date.toISOString().replace(/[-:]|\.\d+/g, '');
