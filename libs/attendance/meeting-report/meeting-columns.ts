import type { DurationUnit } from './meeting-duration';

/** What a column of a report holds; the heading depends on the program and its language. */
export type MeetingColumn =
  | 'name'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'join'
  | 'leave'
  | 'duration'
  | 'role'
  | 'waiting'
  | 'action'
  | 'moment'
  | 'title'
  | 'start'
  | 'end';

// As Teams, Webex, Zoom and Google Meet write them in English and Dutch; without capitals and brackets.
const HEADINGS: Record<MeetingColumn, readonly string[]> = {
  name: [
    ...['name', 'full name', 'naam', 'volledige naam', 'display name', 'weergavenaam'],
    ...['name original name', 'naam originele naam', 'naam oorspronkelijke naam', 'user name'],
    ...['attendee name', 'participant', 'deelnemer', 'naam deelnemer', 'gebruikersnaam'],
    ...['participant name', 'naam van deelnemer'],
  ],
  firstName: ['first name', 'voornaam'],
  lastName: ['last name', 'achternaam'],
  email: [
    ...['email', 'e-mail', 'user email', 'attendee email', 'email address', 'e-mailadres'],
    ...['e-mailadres van gebruiker', 'e-mailadres deelnemer', 'e-mail van gebruiker'],
    ...['participant id upn', 'deelnemer-id upn', 'deelnemers-id upn', 'id deelnemer upn'],
  ],
  join: [
    ...['join time', 'first join', 'first join time', 'eerste deelname', 'eerste keer deelgenomen'],
    ...['tijdstip van deelname', 'deelnametijd', 'tijd van deelname', 'aanmeldingstijd'],
    ...['time joined', 'joined', 'joined at', 'tijdstip deelname', 'deelgenomen om', 'deelgenomen'],
  ],
  leave: [
    ...['leave time', 'last leave', 'last leave time', 'laatste vertrek', 'laatst verlaten'],
    ...['tijdstip van verlaten', 'vertrektijd', 'tijd van vertrek', 'tijd van verlaten'],
    ...['time exited', 'exited', 'exited at', 'time left', 'left', 'left at', 'exit time'],
    ...['tijdstip van vertrek', 'tijdstip vertrek', 'vertrokken om', 'verlaten om', 'vertrokken'],
  ],
  duration: [
    ...['in-meeting duration', 'duration', 'attendance duration', 'total duration'],
    ...['time in call', 'time in meeting', 'time in session', 'duur', 'duur van vergadering'],
    ...['duur in vergadering', 'duur tijdens vergadering', 'totale duur', 'aanwezigheidsduur'],
  ],
  role: ['role', 'rol'],
  waiting: ['in waiting room', 'waiting room', 'in wachtruimte', 'in wachtkamer', 'wachtkamer'],
  action: ['user action', 'gebruikersactie', 'actie van gebruiker', 'actie', 'handeling'],
  moment: ['timestamp', 'tijdstempel', 'tijdstip'],
  title: [
    ...['meeting title', 'titel van vergadering', 'vergaderingstitel', 'topic', 'onderwerp'],
    ...['meeting name', 'naam van vergadering'],
  ],
  start: [
    ...['start time', 'meeting start time', 'begintijd', 'starttijd', 'begintijd van vergadering'],
    ...['starttijd van vergadering'],
  ],
  end: [...['end time', 'meeting end time', 'eindtijd', 'eindtijd van vergadering']],
};

/** What is said behind a heading of the unit of its numbers, or the zone of its times. */
const BEHIND = / (utc|gmt|cet|cest|minutes|minuten|min|hours|uren|uur|h|seconds|seconden|sec|s)$/;
const UNITS: Record<string, DurationUnit> = {
  ...{ hours: 'hours', uren: 'hours', uur: 'hours', h: 'hours' },
  ...{ seconds: 'seconds', seconden: 'seconds', sec: 'seconds', s: 'seconds' },
};

/** A heading that was understood. */
export interface ReportColumn {
  column: MeetingColumn;
  /** As it stands in the report. */
  heading: string;
  /** Of bare numbers below it. */
  unit: DurationUnit;
  /** "utc", when it says so of the times below it. */
  zone: string | undefined;
  /** The first time somebody came or the last one left, not one visit. */
  summary: boolean;
}

/** Which column this heading names, if any. */
export function columnOf(heading: string): ReportColumn | undefined {
  const plain = heading
    .toLowerCase()
    .replace(/[()"[\]:]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const behind = BEHIND.exec(plain)?.[1] ?? '';
  const bare = plain.replace(BEHIND, '');
  const column = (Object.keys(HEADINGS) as MeetingColumn[]).find(
    (one) => HEADINGS[one].includes(plain) || HEADINGS[one].includes(bare),
  );
  return (
    column && {
      column,
      heading: heading.trim(),
      unit: UNITS[behind] ?? 'minutes',
      zone: /^(?:utc|gmt|cet|cest)$/.test(behind) ? behind : undefined,
      summary: /^(?:first|last|eerste|laatste?)\b/.test(plain),
    }
  );
}
