import { type FairShare, openTable, type TableQuestion, type TableRow } from '@academie/platform';

import {
  columnOf,
  MEETING_HEADINGS,
  type MeetingColumn,
  type ReportColumn,
} from './meeting-columns';
import { momentIn } from './meeting-moment';

/** A row below a heading that was understood; a column that is not there has no cell. */
export interface ReportRow {
  /** Place in the file, from 1. */
  line: number;
  cells: Partial<Record<MeetingColumn, string>>;
  /** What stands below headings that are not known, by its place in the row. */
  others: string[];
  /** Hidden or filtered away in the workbook. */
  isHidden: boolean;
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

/** Columns with a heading that is not known, of which the cells are looked at. */
const MOST_UNKNOWN = 10;

const FACTS = ['title', 'start', 'end'] as const;

/** All lists of a report; a line of headings or a numbered title begins another one. @throws UnreadableTable */
export async function tablesIn(
  content: Buffer,
  question: Omit<TableQuestion, 'headings'>,
  share: FairShare,
): Promise<ReportTables> {
  const asked = { ...question, headings: MEETING_HEADINGS };
  return openTable(content, asked, async ({ above, header, rows }) => {
    const reading = new ReportReading();
    for (const row of [...above, ...(header ? [header] : [])]) reading.add(row);
    for await (const some of rows)
      for (const row of some) {
        reading.add(row);
        await share.pass();
      }
    for (const table of reading.tables) await findTimes(table, share);
    return { tables: reading.tables, facts: reading.facts };
  });
}

class ReportReading {
  readonly tables: ReportTable[] = [];
  readonly facts: MeetingFacts = {};
  private columns: (ReportColumn | undefined)[] = [];
  private factColumns: (ReportColumn | undefined)[] | undefined;
  private current: ReportTable | undefined;
  private unknown: number[] = [];

  add({ number, cells: given, isHidden }: TableRow): void {
    // What stands above a list may have other signs between its cells.
    const [first = '', ...others] = given;
    const cells = this.current || others.length > 0 ? given : first.split(/[\t;]/);
    const columns = cells.map(columnOf);
    if (isHeading(columns)) return this.begin(columns);
    const filled = cells.filter(Boolean);
    // "3. In-Meeting Activities" ends the list above it.
    if (filled.length === 1 && /^\d+\.\s/.test(filled[0] ?? '')) this.current = undefined;
    else if (this.current) {
      const row = rowOf(cells, this.columns);
      this.keepFacts(row);
      const others = this.unknown.map((at) => cells[at] ?? '');
      this.current.rows.push({ line: number, cells: row, others, isHidden });
    } else if (this.factColumns) {
      this.keepFacts(rowOf(cells, this.factColumns));
      this.factColumns = undefined;
    } else this.factColumns = this.factsIn(cells, columns);
  }

  private begin(columns: (ReportColumn | undefined)[]): void {
    const known = columns.filter((one) => one !== undefined);
    this.columns = columns;
    this.unknown = columns.flatMap((column, at) => (column ? [] : at)).slice(0, MOST_UNKNOWN);
    this.current = { columns: known, rows: [], visits: holdsVisits(known) };
    this.tables.push(this.current);
  }

  private keepFacts(row: ReportRow['cells']): void {
    for (const fact of FACTS) this.facts[fact] ??= row[fact];
  }

  // "Meeting title<tab>Kennissessie", or a line of headings of which the next line holds the values.
  private factsIn(
    cells: readonly string[],
    columns: (ReportColumn | undefined)[],
  ): (ReportColumn | undefined)[] | undefined {
    const named = columns.filter((one) => FACTS.some((fact) => fact === one?.column));
    const fact = FACTS.find((one) => one === columns[0]?.column);
    if (named.length > 1) return columns;
    if (fact) this.facts[fact] ??= cells.slice(1).filter(Boolean).join(', ') || undefined;
    return undefined;
  }
}

function holdsVisits(columns: readonly ReportColumn[]): boolean {
  const has = (wanted: MeetingColumn): boolean =>
    columns.some(({ column, summary }) => column === wanted && !summary);
  return (has('join') && has('leave')) || (has('action') && has('moment'));
}

/**
 * Two columns that hold nothing but moments are when people came and went, in whatever language their headings
 * are: without them what people were there outside the session would count.
 */
async function findTimes(table: ReportTable, share: FairShare): Promise<void> {
  if (table.columns.some(({ column }) => /^(?:join|leave|moment)$/.test(column))) return;
  const count = table.rows[0]?.others.length ?? 0;
  const isMoments = new Array<boolean>(count).fill(true);
  const isFilled = new Array<boolean>(count).fill(false);
  for (const { others } of table.rows) {
    for (const [at, cell] of others.entries()) {
      if (!cell || NOTHING.test(cell)) continue;
      isFilled[at] = true;
      isMoments[at] &&= momentIn(cell)?.dated ?? false;
    }
    await share.pass();
  }
  const [join, leave] = isMoments.flatMap((is, at) => (is && isFilled[at] ? [at] : []));
  if (join === undefined || leave === undefined) return;
  for (const { cells, others } of table.rows)
    Object.assign(cells, { join: others[join], leave: others[leave] });
  const column = { heading: '', unit: undefined, zone: undefined, summary: true };
  table.columns = [...table.columns, { ...column, column: 'join' }, { ...column, column: 'leave' }];
}

function isHeading(columns: readonly (ReportColumn | undefined)[]): boolean {
  const has = (...wanted: MeetingColumn[]): boolean =>
    wanted.some((one) => columns.some((column) => column?.column === one));
  const isOfPeople = has('name', 'lastName', 'firstName');
  return isOfPeople && (has('duration', 'join') || (has('action') && has('moment')));
}

/** How programs write that there is no value. */
const NOTHING = /^(?:[-–—]{1,3}|n\/?a|n\/b)$/i;

function rowOf(
  cells: readonly string[],
  columns: readonly (ReportColumn | undefined)[],
): ReportRow['cells'] {
  const row: ReportRow['cells'] = {};
  for (const [at, cell] of cells.entries()) {
    const column = columns[at]?.column;
    // Two columns may hold an address: the first that is filled in counts.
    if (column && cell && !NOTHING.test(cell) && !row[column]) row[column] = cell;
  }
  return row;
}
