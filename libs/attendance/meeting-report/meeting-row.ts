import type { MeetingColumn } from './meeting-columns';
import { type Caller, callerIn, withoutNumber } from './meeting-caller';
import { durationOf } from './meeting-duration';
import { type DayOrder, instantOf, momentIn } from './meeting-moment';
import type { ReportRow, ReportTable } from './meeting-table';
import type { Visit } from './meeting-visit';

/** Longer is no name, and no time. */
export const LONGEST_NAME = 200;
const LONGEST_TIME = 60;
/** Rounding and saying goodbye: as long as this from first to last is without a break. */
const SLACK_MINUTES = 2;
const MINUTE = 60_000;

/** What one row says of somebody. */
export interface Saying {
  /** The same for the same person: an address, a name, a number. */
  key: string;
  name: string;
  email: string | null;
  caller: Caller | undefined;
  visit: Visit | undefined;
  waited: boolean;
  unreadable: string | null;
}

/** Who is meant by a row. */
type Who = Pick<Saying, 'key' | 'name' | 'email' | 'caller'>;

/** What each row below a heading says; the order of dates and the day of bare times are known by now. */
export function sayingsIn(table: ReportTable, order: DayOrder, near: Date): Saying[] {
  const people = table.rows.flatMap((row) => {
    const who = whoIn(row.cells);
    return who ? [{ row, ...who }] : [];
  });
  if (table.columns.some(({ column }) => column === 'action'))
    return pairs(people, (text) => timeIn(text, zoneOf(table, 'moment'), order, near));
  return people.map(({ row, ...who }) => {
    const waited = /^(?:y|yes|j|ja|true|waar|1)$/i.test(row.cells.waiting ?? '');
    const read = waited ? {} : visitIn(row, table, order, near);
    return { ...who, waited, visit: read.visit, unreadable: read.unreadable ?? null };
  });
}

function whoIn(cells: ReportRow['cells']): Who | undefined {
  const email = cells.email?.includes('@') ? cells.email.toLowerCase() : null;
  const said = (cells.name ?? [cells.firstName, cells.lastName].filter(Boolean).join(' ')).slice(
    0,
    LONGEST_NAME,
  );
  const caller = callerIn(said);
  const name = caller ? said : withoutNumber(said) || email;
  if (!name) return undefined;
  return { key: caller ? `tel ${caller.key}` : (email ?? name.toLowerCase()), name, email, caller };
}

function visitIn(
  row: ReportRow,
  table: ReportTable,
  order: DayOrder,
  near: Date,
): { visit?: Visit; unreadable?: string } {
  const { join = '', leave = '', duration = '' } = row.cells;
  const column = table.columns.find((one) => one.column === 'duration');
  const minutes = durationOf(duration, column?.unit);
  const from = timeIn(join, zoneOf(table, 'join'), order, near);
  const until = timeIn(leave, zoneOf(table, 'leave'), order, near);
  if (from !== undefined && until !== undefined) {
    // A time without a date past midnight is of the next day.
    const end = until < from && !momentIn(leave)?.dated ? until + 24 * 60 * MINUTE : until;
    const broken = minutes !== undefined && minutes < (end - from) / MINUTE - SLACK_MINUTES;
    if (end >= from) return { visit: { from, until: end, minutes: broken ? minutes : null } };
  }
  if (minutes !== undefined) {
    if (from !== undefined)
      return { visit: { from, until: from + minutes * MINUTE, minutes: null } };
    if (until !== undefined)
      return { visit: { from: until - minutes * MINUTE, until, minutes: null } };
    return { visit: { from: null, until: null, minutes } };
  }
  const wrong = duration || leave || join;
  const heading = duration
    ? column?.heading
    : table.columns.find((one) => one.column === (leave ? 'leave' : 'join'))?.heading;
  return wrong ? { unreadable: `rij ${row.line}, ${heading ?? ''}: ${wrong.slice(0, 40)}` } : {};
}

/** Rows of coming and going, as the older list of Teams has them, as visits. */
function pairs(
  people: readonly (Who & { row: ReportRow })[],
  at: (text: string | undefined) => number | undefined,
): Saying[] {
  const moments = people.flatMap(({ row }) => at(row.cells.moment) ?? []);
  // Nobody knows when somebody left who was still there as the list was made: not before its last line.
  const last = Math.max(...moments);
  const open = new Map<string, number>();
  const sayings: Saying[] = [];
  const ordered = people
    .map((one) => ({ ...one, moment: at(one.row.cells.moment) }))
    .sort((a, b) => (a.moment ?? 0) - (b.moment ?? 0));
  const add = ({ key, name, email, caller }: (typeof ordered)[number], until: number): void => {
    const from = open.get(key);
    open.delete(key);
    if (from !== undefined)
      sayings.push({
        ...{ key, name, email, caller, waited: false, unreadable: null },
        visit: { from, until, minutes: null },
      });
  };
  for (const one of ordered) {
    if (one.moment === undefined) {
      const unreadable = `rij ${one.row.line}: ${(one.row.cells.moment ?? '').slice(0, 40)}`;
      const { key, name, email, caller } = one;
      sayings.push({ key, name, email, caller, waited: false, visit: undefined, unreadable });
    } else if (LEFT.test(one.row.cells.action ?? '')) add(one, one.moment);
    else if (!open.has(one.key)) open.set(one.key, one.moment);
  }
  for (const one of ordered) add(one, last);
  return sayings;
}
const LEFT = /^(?:left|leave|exit|verlaten|vertrok|heeft .*verlaten|weg)/i;

const zoneOf = ({ columns }: ReportTable, wanted: MeetingColumn): string | undefined =>
  columns.find(({ column }) => column === wanted)?.zone;

/** The moment a cell means, in milliseconds since 1970. */
export function timeIn(
  text: string | undefined,
  zone: string | undefined,
  order: DayOrder,
  near: Date,
): number | undefined {
  const written = text ? momentIn(text.slice(0, LONGEST_TIME), zone) : undefined;
  return written && instantOf(written, order, near)?.getTime();
}
