import {
  type FairShare,
  isFailedCell,
  LOST_LETTER,
  readAddress,
  visibleText,
  withoutNumber,
  withPrefix,
} from '@academie/platform';

import type { MeetingColumn } from './meeting-columns';
import { type Caller, callerIn } from './meeting-caller';
import { durationOf, isMinutesAndSeconds, isShortClock } from './meeting-duration';
import { type DayOrder, instantOf, momentIn } from './meeting-moment';
import type { ReportRow, ReportTable } from './meeting-table';
import type { Hours, Visit } from './meeting-visit';

/** Longer is no name. */
export const LONGEST_NAME = 200;
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
  isHidden: boolean;
}

/** How the moments of a report are read: the order of its dates, and the session for those without a date. */
export interface Reading {
  order: DayOrder | undefined;
  session: Hours;
}

/** Who is meant by a row. */
type Who = Pick<Saying, 'key' | 'name' | 'email' | 'caller'>;

/** What each row below a heading says. */
export async function sayingsIn(
  table: ReportTable,
  reading: Reading,
  share: FairShare,
): Promise<Saying[]> {
  const isLog = table.columns.some(({ column }) => column === 'action');
  // "45:30" in one row is minutes and seconds, and then "1:05" in another may be so too.
  const hasDoubt = table.rows.some(({ cells }) => isMinutesAndSeconds(cells.duration ?? ''));
  const sayings: Saying[] = [];
  const log: Logged[] = [];
  for (const row of table.rows) {
    await share.pass();
    const who = whoIn(row.cells);
    if (!who) continue;
    if (isLog) {
      const moment = timeIn(row.cells.moment, zoneOf(table, 'moment'), reading);
      log.push({ row, moment, ...who });
      continue;
    }
    const waited = isYes(row.cells.waiting);
    // Who registered for a webinar and did not come is listed too.
    const isAway = row.cells.attended !== undefined && !isYes(row.cells.attended);
    const read = waited || isAway ? {} : visitIn(row, table, reading, hasDoubt);
    const { isHidden } = row;
    sayings.push({
      ...who,
      waited,
      isHidden,
      visit: read.visit,
      unreadable: read.unreadable ?? null,
    });
  }
  return isLog ? pairs(log) : sayings;
}

const isYes = (text = ''): boolean =>
  text !== '' && !/^(?:n|no|nee|nein|non|false|onwaar|falsch|0|-)$/i.test(text.trim());

function whoIn(cells: ReportRow['cells']): Who | undefined {
  const email = readAddress(cells.email ?? '')?.toLowerCase() ?? null;
  const said = visibleText(nameIn(cells)).slice(0, LONGEST_NAME);
  const caller = callerIn(said);
  // A formula that failed and a letter that was lost are no name; an address may still say who it is.
  const isLost = isFailedCell(said) || said.includes(LOST_LETTER);
  const name =
    caller || (isLost && !email)
      ? said
      : (!isLost && withoutBrackets(withoutNumber(said))) || email;
  if (!name) return undefined;
  return { key: caller ? `tel ${caller.key}` : (email ?? name.toLowerCase()), name, email, caller };
}

// "+31 6 12345678 (Sam de Vries)"
const withoutBrackets = (name: string): string =>
  /^\([^()]{2,}\)$/.test(name) ? name.slice(1, -1).trim() : name;

// Beside one part of a name alone "Nom" and "Nombre" are the other; beside both it is what the meeting showed.
function nameIn({ name, firstName, prefix, lastName }: ReportRow['cells']): string {
  const family = withPrefix(prefix ?? '', lastName ?? '');
  if (!name) return [firstName, family].filter(Boolean).join(' ');
  const holds = (part: string): boolean => ` ${name} `.includes(` ${part} `);
  if (firstName && !lastName && !holds(firstName)) return `${firstName} ${name}`;
  return lastName && !firstName && !holds(lastName) ? `${name} ${family}` : name;
}

function visitIn(
  row: ReportRow,
  table: ReportTable,
  reading: Reading,
  hasDoubt: boolean,
): { visit?: Visit; unreadable?: string } {
  const { join = '', leave = '', duration = '' } = row.cells;
  const column = table.columns.find((one) => one.column === 'duration');
  const isDoubtful = hasDoubt && isShortClock(duration);
  const minutes = isDoubtful ? undefined : durationOf(duration, column?.unit);
  const from = timeIn(join, zoneOf(table, 'join'), reading);
  const until = timeIn(leave, zoneOf(table, 'leave'), reading);
  if (from !== undefined && until !== undefined) {
    // A time without a date past midnight is of the next day.
    const end = until < from && !momentIn(leave)?.dated ? until + 24 * 60 * MINUTE : until;
    const broken = minutes !== undefined && minutes < (end - from) / MINUTE - SLACK_MINUTES;
    if (end >= from) return { visit: { from, until: end, minutes: broken ? minutes : null } };
  }
  // What stands there and is no moment is not guessed from how long it lasted.
  const isKnown = (text: string, at: number | undefined): boolean => !text || at !== undefined;
  if (minutes !== undefined && isKnown(join, from) && isKnown(leave, until)) {
    if (from !== undefined && until === undefined)
      return { visit: { from, until: from + minutes * MINUTE, minutes: null } };
    if (until !== undefined && from === undefined)
      return { visit: { from: until - minutes * MINUTE, until, minutes: null } };
    if (from === undefined) return { visit: { from: null, until: null, minutes } };
  }
  const [wrong, named] = !isKnown(join, from)
    ? ([join, 'join'] as const)
    : !isKnown(leave, until) || (from !== undefined && until !== undefined)
      ? ([leave, 'leave'] as const)
      : ([duration || leave || join, duration ? 'duration' : leave ? 'leave' : 'join'] as const);
  const heading = table.columns.find((one) => one.column === named)?.heading;
  return wrong ? { unreadable: `rij ${row.line}, ${heading ?? ''}: ${wrong.slice(0, 40)}` } : {};
}

/** A row of coming or going, and when that was. */
type Logged = Who & { row: ReportRow; moment: number | undefined };

/** Rows of coming and going, as the older list of Teams has them, as visits. */
function pairs(log: readonly Logged[]): Saying[] {
  // Nobody knows when somebody left who was still there as the list was made: not before its last line.
  const last = Math.max(...log.flatMap(({ moment }) => moment ?? []));
  const open = new Map<string, number>();
  const sayings: Saying[] = [];
  const ordered = [...log].sort((a, b) => (a.moment ?? 0) - (b.moment ?? 0));
  const add = ({ row, key, name, email, caller }: Logged, until: number): void => {
    const from = open.get(key);
    open.delete(key);
    if (from !== undefined)
      sayings.push({
        ...{ key, name, email, caller, waited: false, unreadable: null, isHidden: row.isHidden },
        visit: { from, until, minutes: null },
      });
  };
  for (const one of ordered) {
    const { row, moment, key, name, email, caller } = one;
    const action = row.cells.action ?? '';
    if (moment === undefined || !(LEFT.test(action) || JOINED.test(action))) {
      const wrong = moment === undefined ? row.cells.moment : action;
      const unreadable = `rij ${row.line}: ${(wrong ?? '').slice(0, 40)}`;
      const { isHidden } = row;
      sayings.push({
        ...{ key, name, email, caller, isHidden },
        waited: false,
        unreadable,
        visit: undefined,
      });
    } else if (LEFT.test(action)) add(one, moment);
    else if (!open.has(key)) open.set(key, moment);
  }
  for (const one of ordered) add(one, last);
  return sayings;
}
const LEFT =
  /left|leave|exit|verlaten|verliet|vertrok|vertrek|^weg\b|verlassen|ausgetreten|quitt|sorti|^parti(?!c)|sali[oó]|salido|abandon|uscit|lasciat/i;
const JOINED =
  /join|enter|deelgenomen|neemt deel|nam deel|toegetreden|aangemeld|^binnen|beigetreten|teilgenommen|rejoint|arriv|uni[oóeé]|unido|incorpor|entr[oó]|ingres|partecip/i;

const zoneOf = ({ columns }: ReportTable, wanted: MeetingColumn): string | undefined =>
  columns.find(({ column }) => column === wanted)?.zone;

/** The moment a cell means, in milliseconds since 1970. */
export function timeIn(
  text: string | undefined,
  zone: string | undefined,
  { order, session }: Reading,
): number | undefined {
  const written = text ? momentIn(text, zone) : undefined;
  return written && instantOf(written, order, session)?.getTime();
}
