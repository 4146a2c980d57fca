import { csvForm } from './csv-form';
import { csvRows, hasMoreRows } from './csv-rows';
import { headerIn } from './header';
import { LONGEST_ROW, type TableHead, type TableQuestion, type TableRow } from './table';
import { decodeText, isZip } from './text-encoding';
import { UnreadableTable } from './unreadable-table';
import { readSheets, type Sheet } from './workbook';

/** First where the table begins, then its rows, some at a time. */
export type TablePart = { head: TableHead } | { rows: TableRow[] };

// A page, a workbook of 2003 in XML or a document that a program calls .xls or .csv: Excel can save it anew.
const MARKED_UP = /^\s{0,20}(?:<\?xml|<!doctype|<html|<table|\{\\rtf)/i;
/** Bytes: no encoding has more than four for a character. */
const LONGEST_LINE = 4 * LONGEST_ROW;
/** Rows in which the header is looked for. */
const HEADER_WITHIN = 50;
/** Rows handed over together, and what they may hold: taking them holds up the person who asked. */
const AT_ONCE = { rows: 500, characters: 250_000 };
/** Characters in all cells together: one text may be repeated in every cell of a workbook. */
const MOST_CHARACTERS = 80_000_000;

/** Reads a CSV or a workbook as it is asked for. @throws UnreadableTable */
export async function* readTable(
  content: Buffer,
  question: TableQuestion,
): AsyncGenerator<TablePart> {
  const headings = new Set(question.headings);
  if (isZip(content)) yield* readWorkbook(content, question, headings);
  else yield* readText(plainText(content), question, headings);
}

function plainText(content: Buffer): string {
  if (hasEndlessLine(content)) throw new UnreadableTable('tooMuch');
  const text = decodeText(content);
  if (MARKED_UP.test(text)) throw new UnreadableTable('spreadsheet');
  return text;
}

/** A line that is longer than any row in whatever encoding: seen by its bytes, a tenth of the work of decoding it. */
function hasEndlessLine(content: Buffer): boolean {
  for (let from = 0; content.length - from > LONGEST_LINE;) {
    const to = from + LONGEST_LINE;
    const end = Math.max(content.lastIndexOf(0x0a, to), content.lastIndexOf(0x0d, to));
    if (end <= from) return true;
    from = end;
  }
  return false;
}

/** Reads the text of a CSV. @throws UnreadableTable */
export async function* readText(
  text: string,
  question: TableQuestion,
  headings: ReadonlySet<string> = new Set(question.headings),
): AsyncGenerator<TablePart> {
  const { delimiter, from, number } = csvForm(text, (rows) => headerIn(rows, headings)?.score ?? 0);
  if (hasMoreRows(text, delimiter, from, question.maxRows + HEADER_WITHIN))
    throw tooManyRows(question);
  const rows = csvRows(text, delimiter, from, number);
  yield* partsOf(rows, { hasCommas: delimiter === ',' }, question, headings);
}

async function* readWorkbook(
  content: Buffer,
  question: TableQuestion,
  headings: ReadonlySet<string>,
): AsyncGenerator<TablePart> {
  const sheets = (await readSheets(content)).filter(({ isHidden }) => !isHidden);
  const sheet = await chosenSheet(sheets, question.sheet, headings);
  if (await sheet.hasMore(question.maxRows + HEADER_WITHIN)) throw tooManyRows(question);
  yield* partsOf(sheet.rows(), { hasCommas: false, sheet: sheet.name }, question, headings);
}

const tooManyRows = ({ maxRows }: Pick<TableQuestion, 'maxRows'>): UnreadableTable =>
  new UnreadableTable('tooManyRows', { max: maxRows });

/** The sheet asked for, or the only one that holds a table. @throws UnreadableTable */
async function chosenSheet(
  sheets: readonly Sheet[],
  asked: string | undefined,
  headings: ReadonlySet<string>,
): Promise<Sheet> {
  const [first] = sheets;
  if (asked) {
    const found = sheets.find(({ name }) => name === asked);
    if (found) return found;
    throw new UnreadableTable('unknownSheet', { sheet: asked, sheets: namesOf(sheets) });
  }
  if (!first) throw new UnreadableTable('spreadsheet');
  if (sheets.length === 1) return first;
  const looks = await Promise.all(
    sheets.map(async (sheet) => lookOf(await begin(sheet), headings)),
  );
  const tables = sheets.filter((_, nth) => looks[nth] === 'table');
  const filled = tables.length > 0 ? tables : sheets.filter((_, nth) => looks[nth] === 'text');
  const [only = first] = filled;
  if (filled.length > 1) throw new UnreadableTable('severalSheets', { sheets: namesOf(filled) });
  return only;
}

const namesOf = (sheets: readonly Sheet[]): string => sheets.map(({ name }) => name).join('\n');

async function begin(sheet: Sheet): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of sheet.rows()) {
    rows.push(cells);
    if (rows.length === HEADER_WITHIN) break;
  }
  return rows;
}

// A sheet with an explanation has one cell a row; two rows with more are a table that would be missed.
function lookOf(
  rows: readonly string[][],
  headings: ReadonlySet<string>,
): 'table' | 'text' | 'empty' {
  if (rows.length === 0) return 'empty';
  const wide = rows.filter((cells) => cells.filter(Boolean).length > 1).length;
  return headerIn(rows, headings) || wide > 1 ? 'table' : 'text';
}

async function* partsOf(
  rows: AsyncGenerator<TableRow> | Generator<TableRow>,
  facts: Pick<TableHead, 'hasCommas' | 'sheet'>,
  { maxRows }: TableQuestion,
  headings: ReadonlySet<string>,
): AsyncGenerator<TablePart> {
  const batch = new Batch();
  const head = await batch.begin(rows, headings);
  let count = batch.rows.length;
  const mustFit = (): void => {
    if (count > maxRows) throw tooManyRows({ maxRows });
  };
  mustFit();
  yield { head: { ...facts, ...head } };
  for await (const row of rows) {
    count += 1;
    mustFit();
    batch.add(row);
    if (batch.isFull) yield { rows: batch.take() };
  }
  yield { rows: batch.take() };
}

/** Rows to hand over together. */
class Batch {
  rows: TableRow[] = [];
  private characters = 0;
  private total = 0;

  /** Reads where the table begins, and keeps the rows of it that were read on the way. */
  async begin(
    rows: AsyncGenerator<TableRow> | Generator<TableRow>,
    headings: ReadonlySet<string>,
  ): Promise<Pick<TableHead, 'above' | 'header'>> {
    while (this.rows.length < HEADER_WITHIN) {
      const next = await rows.next();
      if (next.done) break;
      this.add(next.value);
    }
    const found = headerIn(
      this.rows.map(({ cells }) => cells),
      headings,
    );
    const header = found && this.rows[found.at];
    if (!header) return { above: [] };
    const above = this.rows.slice(0, found.at);
    this.rows = this.rows.slice(found.at + 1);
    return { above, header };
  }

  add(row: TableRow): void {
    this.rows.push(row);
    for (const cell of row.cells) this.characters += cell.length;
    if (this.total + this.characters > MOST_CHARACTERS) throw new UnreadableTable('tooMuch');
  }

  get isFull(): boolean {
    return this.rows.length >= AT_ONCE.rows || this.characters >= AT_ONCE.characters;
  }

  take(): TableRow[] {
    const { rows } = this;
    this.total += this.characters;
    this.rows = [];
    this.characters = 0;
    return rows;
  }
}
