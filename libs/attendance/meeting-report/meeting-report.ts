import { FairShare } from '@academie/platform';

import { ReportTooLarge, UnreadableReport } from './meeting-report.errors';
import { type DayOrder, dayOrderOf, momentIn, type WrittenMoment } from './meeting-moment';
import { LONGEST_NAME, type Saying, sayingsIn, timeIn } from './meeting-row';
import { type ReportTable, type ReportTables, tablesIn } from './meeting-table';
import { type Hours, touches, type Visit } from './meeting-visit';

/** Somebody in the report, with all times that person came and went taken together. */
export interface MeetingPerson {
  /** As the meeting shows it; people type this themselves. Of a caller the last digits at most. */
  name: string;
  email: string | null;
  visits: Visit[];
  /** Dialled in: a number and no name, so this is nobody until somebody says who it was. */
  caller: boolean;
  /** The report has this name more than once without times or addresses: one person or several. */
  repeated: boolean;
  /** Was only in the waiting room. */
  waited: boolean;
  /** The cell that says how long, when it cannot be read: "rij 4, Duur: lang". */
  unreadable: string | null;
  /** A row of it is hidden in the workbook: whether it counts is for somebody to say. */
  hidden: boolean;
}

/** What a report holds. */
export interface MeetingReport {
  people: MeetingPerson[];
  /** What it says of the meeting: its title, and when it was. */
  title: string | null;
  hours: Hours | null;
}

const MOST_ROWS = 5000;
export const MOST_PEOPLE = 1000;

/** What is asked of the file of a report. */
export interface ReportQuestion {
  content: Buffer;
  /** Name of the sheet of a workbook, when several hold data. */
  sheet?: string | undefined;
}

/**
 * The people in an attendance report of Teams, Webex, Zoom or Google Meet: a CSV or a workbook, with or without
 * a summary above and other lists below. Where it has a row for each visit those count, and not the first time
 * to the last. A time without a date is of the day of the session, and "3/10" is the date that lies nearest to it.
 * @throws UnreadableReport, ReportTooLarge
 */
export async function readReport(
  { content, sheet }: ReportQuestion,
  session: Hours,
): Promise<MeetingReport> {
  const share = new FairShare();
  const { tables, facts } = await UnreadableReport.unless(() =>
    tablesIn(content, { maxRows: MOST_ROWS, sheet }, share),
  );
  if (tables.every(({ rows }) => rows.length === 0)) throw new UnreadableReport();
  const order = await orderOf(tables, facts, session.startsAt, share);
  const [start, end] = [facts.start, facts.end].map((text) =>
    timeIn(text, undefined, { order, session }),
  );
  const hours =
    start && end && end > start ? { startsAt: new Date(start), endsAt: new Date(end) } : null;
  const reading = { order, session: hours ?? session };
  const sayings: Saying[][] = [];
  for (const table of tables) sayings.push(await sayingsIn(table, reading, share));
  const people = peopleOf(tables, sayings);
  if (people.length === 0) throw new UnreadableReport();
  if (people.length > MOST_PEOPLE) throw new ReportTooLarge();
  return { people, title: facts.title?.slice(0, LONGEST_NAME) ?? null, hours };
}

// In a list of visits somebody has a row for each; the others are as the summary says.
function peopleOf(
  tables: readonly ReportTable[],
  sayings: readonly (readonly Saying[])[],
): MeetingPerson[] {
  const visits = sayings.filter((_, at) => tables[at]?.visits).flat();
  const summaries = sayings.filter((_, at) => !tables[at]?.visits).flat();
  const listed = new Set(visits.flatMap(({ key, name }) => [key, name.toLowerCase()]));
  const rest = summaries.filter(
    ({ key, name }) => !listed.has(key) && !listed.has(name.toLowerCase()),
  );
  // As the report lists them: by the summary where there is one.
  const places = new Map<string, number>();
  for (const { key, name } of [...summaries, ...visits])
    for (const one of [key, name.toLowerCase()]) if (!places.has(one)) places.set(one, places.size);
  const people = new Map<string, MeetingPerson & { place: number }>();
  for (const [at, saying] of [...visits, ...rest].entries()) {
    const { key, name, email, caller, visit, waited, unreadable, isHidden } = saying;
    // Totals of one name may be those of two people: they stay apart, and are asked for.
    const first = people.get(key);
    const doubtful = first !== undefined && !email && !caller && visit?.from === null;
    if (doubtful) people.set(key, { ...first, repeated: true });
    const own = doubtful ? `${key} ${at}` : key;
    const known = people.get(own) ?? {
      ...{ name: caller ? caller.end && `…${caller.end}` : name, email, caller: !!caller },
      ...{ visits: [], repeated: doubtful, waited: true, unreadable: null, hidden: false },
      place: places.get(key) ?? places.get(name.toLowerCase()) ?? at,
    };
    if (visit) known.visits.push(visit);
    people.set(own, {
      ...known,
      waited: known.waited && waited,
      unreadable: known.unreadable ?? unreadable,
      hidden: known.hidden || isHidden,
    });
  }
  return [...people.values()]
    .sort((a, b) => a.place - b.place)
    .map(({ place: _place, ...person }) => person);
}

/** Whether the meeting of this report can have been this session: some of it lies in its hours. */
export function isOfSession({ people, hours }: MeetingReport, session: Hours): boolean {
  if (hours && !(hours.startsAt < session.endsAt && hours.endsAt > session.startsAt)) return false;
  const visits = people.flatMap((person) => person.visits);
  return visits.length === 0 || touches(session, visits);
}

/** When the meeting was: as the report says, or from the first who came until the last who left. */
export function hoursOf({ people, hours }: MeetingReport): Hours | null {
  if (hours) return hours;
  const moments = people.flatMap(({ visits }) =>
    visits.flatMap(({ from, until }) => (from === null || until === null ? [] : [from, until])),
  );
  return moments.length === 0
    ? null
    : { startsAt: new Date(Math.min(...moments)), endsAt: new Date(Math.max(...moments)) };
}

async function orderOf(
  tables: readonly ReportTable[],
  { start, end }: ReportTables['facts'],
  near: Date,
  share: FairShare,
): Promise<DayOrder | undefined> {
  const moments: WrittenMoment[] = [];
  const add = (text = ''): void => {
    const written = momentIn(text);
    if (written) moments.push(written);
  };
  for (const { rows } of tables)
    for (const { cells } of rows) {
      for (const text of [cells.join, cells.leave, cells.moment]) add(text);
      await share.pass();
    }
  for (const text of [start, end]) add(text);
  return dayOrderOf(moments, near);
}
