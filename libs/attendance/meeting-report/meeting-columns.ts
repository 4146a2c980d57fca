import { bareText, PERSON_HEADINGS, visibleText } from '@academie/platform';

import type { DurationUnit } from './meeting-duration';

/** What a column of a report holds; the heading depends on the program and its language. */
export type MeetingColumn =
  | 'name'
  | 'firstName'
  | 'prefix'
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

// As Teams, Webex, Zoom and Google Meet write them in Dutch, English, German and French.
const HEADINGS: Record<MeetingColumn, readonly string[]> = {
  name: [
    ...['name original name', 'naam originele naam', 'naam oorspronkelijke naam', 'user name'],
    ...['attendee name', 'participant', 'gebruikersnaam', 'participant name', 'attendee'],
    ...[
      'naam van deelnemer',
      'vollständiger name',
      'anzeigename',
      'teilnehmer',
      'nom',
      'nom complet',
    ],
    ...['name originalname', 'nom nom d’origine', ...PERSON_HEADINGS.name],
  ],
  firstName: [...PERSON_HEADINGS.givenName, 'vorname', 'prénom'],
  prefix: PERSON_HEADINGS.prefix,
  lastName: [...PERSON_HEADINGS.familyName, 'nachname', 'nom de famille'],
  email: [
    ...['user email', 'attendee email', 'e-mailadres van gebruiker', 'e-mailadres deelnemer'],
    ...['e-mail van gebruiker', 'e-mail gebruiker', 'participant id upn', 'deelnemer-id upn'],
    ...['deelnemers-id upn', 'id deelnemer upn', 'teilnehmer-id upn', 'benutzer-e-mail'],
    ...['e-mail-adresse', 'adresse e-mail', 'courriel', 'id du participant upn'],
    ...PERSON_HEADINGS.email,
  ],
  join: [
    ...['join time', 'first join', 'first join time', 'eerste deelname', 'eerste keer deelgenomen'],
    ...['tijdstip van deelname', 'deelnametijd', 'tijd van deelname', 'aanmeldingstijd'],
    ...['time joined', 'joined', 'joined at', 'tijdstip deelname', 'deelgenomen om', 'deelgenomen'],
    ...['beitrittszeit', 'erster beitritt', 'beigetreten um', 'beigetreten', 'teilnahmezeit'],
    ...['heure d’arrivée', 'première participation', 'heure de connexion', 'première connexion'],
  ],
  leave: [
    ...['leave time', 'last leave', 'last leave time', 'laatste vertrek', 'laatst verlaten'],
    ...['tijdstip van verlaten', 'vertrektijd', 'tijd van vertrek', 'tijd van verlaten'],
    ...['time exited', 'exited', 'exited at', 'time left', 'left', 'left at', 'exit time'],
    ...['tijdstip van vertrek', 'tijdstip vertrek', 'vertrokken om', 'verlaten om', 'vertrokken'],
    ...['austrittszeit', 'letzter austritt', 'letztes verlassen', 'verlassen um', 'verlassen'],
    ...['heure de départ', 'dernière sortie', 'heure de déconnexion', 'dernier départ'],
  ],
  duration: [
    ...['in-meeting duration', 'duration', 'attendance duration', 'total duration'],
    ...['time in call', 'time in meeting', 'time in session', 'duur', 'duur van vergadering'],
    ...['duur in vergadering', 'duur tijdens vergadering', 'totale duur', 'aanwezigheidsduur'],
    ...['duur van deelname', 'deelnameduur', 'tijdsduur', 'tijd in gesprek', 'tijd in vergadering'],
    ...['dauer', 'teilnahmedauer', 'anwesenheitsdauer', 'besprechungsdauer', 'gesamtdauer'],
    ...['dauer in besprechung', 'durée', 'durée de participation', 'durée en réunion'],
  ],
  role: ['role', 'rol', 'rolle', 'rôle'],
  waiting: [
    ...['in waiting room', 'waiting room', 'in wachtruimte', 'in wachtkamer', 'wachtkamer'],
    ...['in de wachtruimte', 'in de wachtkamer', 'wachtruimte', 'im warteraum', 'warteraum'],
    ...['en salle d’attente', 'dans la salle d’attente', 'salle d’attente'],
  ],
  action: [
    ...['user action', 'gebruikersactie', 'actie van gebruiker', 'actie', 'handeling', 'action'],
    ...['benutzeraktion', 'aktion', 'action de l’utilisateur', 'action utilisateur'],
  ],
  moment: ['timestamp', 'tijdstempel', 'tijdstip', 'zeitstempel', 'horodatage', 'datum en tijd'],
  title: [
    ...['meeting title', 'titel van vergadering', 'vergaderingstitel', 'topic', 'onderwerp'],
    ...['meeting name', 'naam van vergadering', 'titel der besprechung', 'besprechungstitel'],
    ...['titre de la réunion'],
  ],
  start: [
    ...['start time', 'meeting start time', 'begintijd', 'starttijd', 'begintijd van vergadering'],
    ...['starttijd van vergadering', 'startzeit', 'heure de début'],
  ],
  end: [
    ...['end time', 'meeting end time', 'eindtijd', 'eindtijd van vergadering', 'endzeit'],
    ...['heure de fin'],
  ],
};
const COLUMNS = new Map(
  (Object.keys(HEADINGS) as MeetingColumn[]).flatMap((column) =>
    HEADINGS[column].map((heading) => [bareText(heading), column] as const),
  ),
);

/** Every heading that is understood, in the form of bareText. */
export const MEETING_HEADINGS: readonly string[] = [...COLUMNS.keys()];

/** What is said behind a heading of the unit of its numbers. */
const BEHIND =
  /(?:^| )(?:in |aantal )?(minutes|minuten|minutter|min|mins|hours|uren|uur|stunden|heures|h|seconds|seconden|sekunden|secondes|sec|s)$/;
const UNITS: Record<string, DurationUnit> = {
  ...{ hours: 'hours', uren: 'hours', uur: 'hours', stunden: 'hours', heures: 'hours', h: 'hours' },
  ...{ seconds: 'seconds', seconden: 'seconds', sekunden: 'seconds', secondes: 'seconds' },
  ...{ sec: 'seconds', s: 'seconds' },
};
/** Or of the zone of its times. */
const ZONE = /(?:^| )(utc|gmt|cet|cest)(?: ?([+-]) ?(\d{1,2})(?: ?(\d{2}))?)?$/;
const LONGEST = 100;

/** A heading that was understood. */
export interface ReportColumn {
  column: MeetingColumn;
  /** As it stands in the report. */
  heading: string;
  /** Of bare numbers below it; undefined when it does not say so. */
  unit: DurationUnit | undefined;
  /** "utc", "utc+01:00", when it says so of the times below it. */
  zone: string | undefined;
  /** The first time somebody came or the last one left, not one visit. */
  summary: boolean;
}

/** Which column this heading names, if any. */
export function columnOf(heading: string): ReportColumn | undefined {
  if (heading.length > LONGEST) return undefined;
  const plain = visibleText(heading.toLowerCase().replace(/[()"[\]:]/g, ' '));
  const [zoned = '', zone, sign, hours, minutes = '00'] = ZONE.exec(plain) ?? [];
  const [united = '', unit] = zoned ? [] : (BEHIND.exec(plain) ?? []);
  const bare = bareText(plain.slice(0, plain.length - zoned.length - united.length));
  const column = COLUMNS.get(bareText(plain)) ?? COLUMNS.get(bare) ?? (unit && !bare && 'duration');
  if (!column) return undefined;
  return {
    column,
    heading: heading.trim(),
    unit: unit ? (UNITS[unit] ?? 'minutes') : undefined,
    zone: zone && sign ? `${zone}${sign}${hours?.padStart(2, '0')}:${minutes}` : zone,
    summary: /^(?:first|last|eerste|laatste?|erste|letzte|premi|derni)/.test(plain),
  };
}
