import { parse } from 'csv-parse/sync';

import { type MeetingColumn, columnOf } from './meeting-columns';
import { ReportTooLarge, UnreadableReport } from './meeting.errors';
import { durationOf, lengthOf, type Stay, stayOf } from './meeting-time';

/** Somebody in the report, with all times that person came and went taken together. */
export interface MeetingPerson {
  /** As the meeting shows it; people type this themselves. */
  name: string;
  email: string | null;
  /** When known; else only how long. */
  stays: Stay[];
  /** Minutes for which no times were given. */
  loose: number;
}

const MOST_ROWS = 5000;
export const MOST_PEOPLE = 1000;

/**
 * The people in an attendance report of Teams, Webex or Zoom: CSV in UTF-8, UTF-16 or Windows-1252, with
 * commas, semicolons or tabs, with or without a summary above and other lists below.
 * @throws UnreadableReport, ReportTooLarge
 */
export function readReport(content: Buffer): MeetingPerson[] {
  const table = participantsIn(linesOf(decode(content)));
  if (table.length > MOST_ROWS) throw new ReportTooLarge();
  const people = new Map<string, MeetingPerson>();
  for (const row of table) {
    const email = row.email?.includes('@') ? row.email.toLowerCase() : null;
    const name = row.name || [row.firstName, row.lastName].filter(Boolean).join(' ') || email;
    if (!name) continue;
    const key = email ?? name.toLowerCase();
    const known = people.get(key) ?? { name: name.slice(0, 200), email, stays: [], loose: 0 };
    const stay = stayOf(row.join ?? '', row.leave ?? '');
    const duration = durationOf(row.duration ?? '');
    // Teams sums up who came back in one line: then the time in between does not count.
    if (stay && (duration === undefined || duration > stay.until - stay.from - 2))
      known.stays.push(stay);
    else known.loose += duration ?? 0;
    people.set(key, known);
  }
  if (people.size === 0) throw new UnreadableReport();
  if (people.size > MOST_PEOPLE) throw new ReportTooLarge();
  return [...people.values()];
}

/** How long people of the report were there together, in whole minutes. */
export const minutesOf = (people: readonly Pick<MeetingPerson, 'stays' | 'loose'>[]): number =>
  Math.floor(
    lengthOf(people.flatMap(({ stays }) => stays)) +
      people.reduce((sum, { loose }) => sum + loose, 0) +
      // Seconds that were rounded away: 59.9999 is an hour.
      0.01,
  );

const MARKS = [
  { bytes: [0xff, 0xfe], name: 'utf-16le' },
  { bytes: [0xfe, 0xff], name: 'utf-16be' },
];

function decode(content: Buffer): string {
  const marked = MARKS.find(({ bytes }) => bytes.every((byte, at) => content[at] === byte));
  if (marked) return new TextDecoder(marked.name).decode(content);
  // Without a mark, but every second byte is empty.
  if (content.length > 3 && content[1] === 0 && content[3] === 0)
    return new TextDecoder('utf-16le').decode(content);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}

function linesOf(text: string): string[] {
  if (text.includes('\0') || /^(PK\u0003|%PDF)/.test(text)) throw new UnreadableReport();
  return text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
}

type Row = Partial<Record<MeetingColumn, string>>;

/** The rows below the first line that names a person and a time, until an empty line. */
function participantsIn(lines: readonly string[]): Row[] {
  for (const [at, line] of lines.entries()) {
    const heading = headingOf(line);
    if (!heading) continue;
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((one) => one.replace(/[\s,;"]/g, '') === '');
    return rest
      .slice(0, end < 0 ? undefined : end)
      .filter((one) => !/^"?\d\.\s/.test(one))
      .map((one) => rowOf(one, heading));
  }
  throw new UnreadableReport();
}

interface Heading {
  delimiter: string;
  columns: (MeetingColumn | undefined)[];
}

function headingOf(line: string): Heading | undefined {
  for (const delimiter of ['\t', ';', ',']) {
    const columns = cells(line, delimiter).map(columnOf);
    const has = (...wanted: MeetingColumn[]): boolean =>
      wanted.some((one) => columns.includes(one));
    if (has('name', 'lastName') && has('duration', 'join')) return { delimiter, columns };
  }
  return undefined;
}

function rowOf(line: string, { delimiter, columns }: Heading): Row {
  const row: Row = {};
  for (const [at, cell] of cells(line, delimiter).entries()) {
    const column = columns[at];
    // Two columns may hold an address: the first that is filled in counts.
    if (column && !row[column]) row[column] = cell;
  }
  return row;
}

// A cell may be written as a formula, ="2026-11-24 09:00", so that Excel leaves it alone.
function cells(line: string, delimiter: string): string[] {
  try {
    const [found = []] = parse(line, { delimiter, relax_quotes: true, relax_column_count: true });
    return found.map((cell) =>
      cell
        .trim()
        .replace(/^="?(.*?)"?$/, '$1')
        .trim(),
    );
  } catch {
    return line.split(delimiter).map((cell) => cell.trim());
  }
}
