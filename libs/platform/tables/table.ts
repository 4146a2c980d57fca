/** Columns that are looked at: a cell further to the right, at XFD1 for instance, belongs to no table. */
export const MOST_COLUMNS = 256;
/** Characters of a cell that are kept: a field has fewer, and one text may stand in every cell of a sheet. */
export const LONGEST_CELL = 5000;

/** Characters of a row of a CSV: as long as all its columns and cells may be. What is longer is no table. */
export const LONGEST_ROW = MOST_COLUMNS * LONGEST_CELL;
/** Rows and columns that a sheet of Excel has. */
export const SHEET = { rows: 1_048_576, columns: 16_384 };

/** A row of a table as text. Numbers and dates of a workbook stand there as Dutch Excel shows them. */
export interface TableRow {
  /** As Excel numbers it, from 1. */
  number: number;
  cells: string[];
  /** Hidden or filtered away in the workbook. */
  isHidden: boolean;
}

/** What is asked of a file. */
export interface TableQuestion {
  /** Names its columns may have, of which the header is recognised; case, accents and signs do not count. */
  headings: readonly string[];
  /** How many rows may have something in them below the header. */
  maxRows: number;
  /** Name of the sheet of a workbook, when there are several. */
  sheet?: string | undefined;
}

/** Where a table begins. */
export interface TableHead {
  /** Absent when no row holds any of the headings: then every row is one of the table. */
  header?: TableRow;
  /** What stands above the header: a title, mostly. */
  above: TableRow[];
  /** Name of the sheet, of a workbook. */
  sheet?: string;
  /** Between cells that are written with a comma, a dot in a number may be a decimal point. */
  hasCommas: boolean;
}
