/** Why a file cannot be read as a table. */
export type TableProblem =
  | 'empty'
  /** No table in a workbook, an old .xls, or one with a password. */
  | 'spreadsheet'
  | 'noText'
  | 'nulCharacter'
  | 'brokenQuotes'
  | 'unreadable'
  | 'tooManyRows'
  /** More text, or more to unpack, than is read. */
  | 'tooMuch'
  /** There is data on several sheets: params.sheets names them, and one has to be asked for. */
  | 'severalSheets'
  /** There is no sheet params.sheet; params.sheets names those that there are. */
  | 'unknownSheet';

/** The file is no table that can be read. Each lib turns this into a refusal of its own. */
export class UnreadableTable extends Error {
  constructor(
    readonly reason: TableProblem,
    readonly params: Record<string, string | number> = {},
  ) {
    super(reason);
    this.name = 'UnreadableTable';
  }
}
