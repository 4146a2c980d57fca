import { bareText, PERSON_HEADINGS, readYaml, visibleText } from '@academie/platform';

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
  | 'attended'
  | 'action'
  | 'moment'
  | 'title'
  | 'start'
  | 'end';

const KNOWN = readYaml<Partial<Record<MeetingColumn, string[]>>>(
  'libs/attendance/meeting-report/meeting-headings.yaml',
);
// What every list calls the columns about a person.
const OF_PERSONS: Partial<Record<MeetingColumn, readonly string[]>> = {
  name: PERSON_HEADINGS.name,
  firstName: PERSON_HEADINGS.givenName,
  prefix: PERSON_HEADINGS.prefix,
  lastName: PERSON_HEADINGS.familyName,
  email: PERSON_HEADINGS.email,
};
const COLUMNS = new Map(
  [OF_PERSONS, KNOWN].flatMap((some) =>
    (Object.entries(some) as [MeetingColumn, string[]][]).flatMap(([column, headings]) =>
      headings.map((heading) => [bareText(heading), column] as const),
    ),
  ),
);

/** Every heading that is understood, in the form of bareText. */
export const MEETING_HEADINGS: readonly string[] = [...COLUMNS.keys()];

/** What is said behind a heading of the unit of its numbers. */
const BEHIND =
  /(?:^| )(?:in |en |aantal )?(minutes|minuten|minutter|minutos|minuti|min|mins|hours|uren|uur|stunden|heures|horas|ore|h|seconds|seconden|sekunden|secondes|segundos|secondi|sec|s)$/;
const UNITS: Record<string, DurationUnit> = {
  ...{ hours: 'hours', uren: 'hours', uur: 'hours', stunden: 'hours', heures: 'hours', h: 'hours' },
  ...{ seconds: 'seconds', seconden: 'seconds', sekunden: 'seconds', secondes: 'seconds' },
  ...{ horas: 'hours', ore: 'hours', segundos: 'seconds', secondi: 'seconds' },
  ...{ sec: 'seconds', s: 'seconds' },
};
/** Or that it is hours and minutes, "uu:mm:ss"; of "mm:ss" nothing is understood. */
const CLOCK = / (?:uu?|hh?) mm(?: ss)?$/;
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
  const plain = visibleText(heading.toLowerCase().replace(/[()"[\]:]/g, ' '))
    .replace(/(?<=[a-z])\.$/, '')
    .replace(CLOCK, '');
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
    summary:
      /^(?:first|last|eerste?|laatste?|erste|zuerst|letzte|zuletzt|premi|derni|primer|ultim|prim[ao])/.test(
        plain,
      ),
  };
}
