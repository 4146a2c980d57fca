import { parse } from 'csv-parse/sync';

import { columnOf, type MeetingColumn, type ReportColumn } from './meeting-columns';

/** A row below a heading that was understood; a column that is not there has no cell. */
export interface ReportRow {
  /** Place in the file, from 1. */
  line: number;
  cells: Partial<Record<MeetingColumn, string>>;
}

/** Rows of people below one heading. */
export interface ReportTable {
  columns: readonly ReportColumn[];
  rows: ReportRow[];
  /** Each row is one visit, and not what somebody's visits are together. */
  visits: boolean;
}

/** What a report says of the meeting itself, as it is written. */
export type MeetingFacts = Partial<Record<'title' | 'start' | 'end', string>>;

/** All lists of people in a report, and what it says of the meeting. */
export interface ReportTables {
  tables: ReportTable[];
  facts: MeetingFacts;
}

const FACTS = ['title', 'start', 'end'] as const;

/** A line of headings is not longer than this. */
const LONGEST_HEADING = 2000;

/**
 * Reads the lines of a report; a line of headings or a numbered title begins another list. Stops behind
 * `most` rows: whoever asked sees that there are more.
 */
export function tablesIn(lines: readonly string[], most: number): ReportTables {
  const tables: ReportTable[] = [];
  const facts: MeetingFacts = {};
  let delimiter: string | undefined;
  let factColumns: (ReportColumn | undefined)[] | undefined;
  let columns: (ReportColumn | undefined)[] = [];
  let current: ReportTable | undefined;
  let read = 0;
  for (const [at, line] of lines.entries()) {
    if (line.replace(/[\s,;"]/g, '') === '') continue;
    const heading = line.length <= LONGEST_HEADING ? headingOf(line) : undefined;
    if (heading) {
      ({ delimiter, columns } = heading);
      const known = columns.filter((one) => one !== undefined);
      current = { columns: known, rows: [], visits: holdsVisits(known) };
      tables.push(current);
      continue;
    }
    const cells = cellsIn(line, delimiter ?? delimiterOf(line));
    const filled = cells.filter(Boolean);
    // "3. In-Meeting Activities" ends the list above it.
    if (filled.length === 1 && /^\d+\.\s/.test(filled[0] ?? '')) current = undefined;
    else if (current) {
      const row = rowOf(cells, columns);
      for (const fact of FACTS) facts[fact] ??= row[fact];
      current.rows.push({ line: at + 1, cells: row });
      if ((read += 1) > most) break;
    } else if (factColumns) {
      const row = rowOf(cells, factColumns);
      for (const fact of FACTS) facts[fact] ??= row[fact];
      factColumns = undefined;
    } else factColumns = factsIn(cells, facts);
  }
  return { tables, facts };
}

// "Meeting title<tab>Kennissessie", or a line of headings of which the next line holds the values.
function factsIn(
  cells: readonly string[],
  facts: MeetingFacts,
): (ReportColumn | undefined)[] | undefined {
  const columns = cells.map(columnOf);
  const named = columns.filter((one) => FACTS.some((fact) => fact === one?.column));
  const fact = FACTS.find((one) => one === columns[0]?.column);
  if (named.length > 1) return columns;
  if (fact) facts[fact] ??= cells.slice(1).filter(Boolean).join(', ') || undefined;
  return undefined;
}

function holdsVisits(columns: readonly ReportColumn[]): boolean {
  const has = (wanted: MeetingColumn): boolean =>
    columns.some(({ column, summary }) => column === wanted && !summary);
  return (has('join') && has('leave')) || (has('action') && has('moment'));
}

function headingOf(
  line: string,
): { delimiter: string; columns: (ReportColumn | undefined)[] } | undefined {
  for (const delimiter of ['\t', ';', ',']) {
    const columns = cellsIn(line, delimiter).map(columnOf);
    const has = (...wanted: MeetingColumn[]): boolean =>
      wanted.some((one) => columns.some((column) => column?.column === one));
    if (has('name', 'lastName') && (has('duration', 'join') || (has('action') && has('moment'))))
      return { delimiter, columns };
  }
  return undefined;
}

const delimiterOf = (line: string): string =>
  ['\t', ';', ','].find((one) => line.includes(one)) ?? ',';

function rowOf(
  cells: readonly string[],
  columns: readonly (ReportColumn | undefined)[],
): ReportRow['cells'] {
  const row: ReportRow['cells'] = {};
  for (const [at, cell] of cells.entries()) {
    const column = columns[at]?.column;
    // Two columns may hold an address: the first that is filled in counts.
    if (column && cell && !row[column]) row[column] = cell;
  }
  return row;
}

// A cell may be written as a formula, ="2026-11-24 09:00", so that Excel leaves it alone.
function cellsIn(line: string, delimiter: string): string[] {
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
