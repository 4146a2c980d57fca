import { CsvError, parse } from 'csv-parse/sync';

/** Why a file cannot be read as rows. */
export type SheetProblem =
  | 'empty'
  | 'spreadsheet'
  | 'noText'
  | 'nulCharacter'
  | 'brokenQuotes'
  | 'unreadable'
  | 'tooManyRows'
  | 'tooLarge';

/** The file is no table. Whoever asked for it turns this into a refusal of its own. */
export class UnreadableSheet extends Error {
  constructor(
    readonly reason: SheetProblem,
    readonly params: Record<string, string | number> = {},
  ) {
    super(reason);
    this.name = 'UnreadableSheet';
  }
}

const BOM = '\uFEFF';
// Windows-1252 is what Dutch Excel calls "CSV"; it holds all of Latin-1.
const ENCODINGS = [
  { bytes: [0xef, 0xbb, 0xbf], name: 'utf-8' },
  { bytes: [0xff, 0xfe], name: 'utf-16le' },
  { bytes: [0xfe, 0xff], name: 'utf-16be' },
];
/** How a zip begins: xlsx, and ods too. */
export const ZIP = [0x50, 0x4b, 0x03, 0x04];
// A zip, an old Excel file, a PDF, and images.
const OTHER_FILES: { bytes: number[]; reason: SheetProblem }[] = [
  { bytes: ZIP, reason: 'spreadsheet' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], reason: 'spreadsheet' },
  { bytes: [0x25, 0x50, 0x44, 0x46], reason: 'noText' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], reason: 'noText' },
  { bytes: [0xff, 0xd8, 0xff], reason: 'noText' },
];

/** Whether a file begins with these bytes. */
export const beginsWith = (content: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => content[index] === byte);

/**
 * The text of a file in UTF-8 (with or without byte order mark), UTF-16 with one, or Windows-1252.
 * @throws UnreadableSheet for another kind of file, and for text with a NUL in it.
 */
export function decodeText(content: Buffer): string {
  if (content.length === 0) throw new UnreadableSheet('empty');
  const other = OTHER_FILES.find(({ bytes }) => beginsWith(content, bytes));
  if (other) throw new UnreadableSheet(other.reason);
  const marked = ENCODINGS.find(({ bytes }) => beginsWith(content, bytes));
  const text = marked ? new TextDecoder(marked.name).decode(content) : unmarked(content);
  const nul = text.indexOf('\0');
  if (nul >= 0)
    throw new UnreadableSheet('nulCharacter', { line: text.slice(0, nul).split('\n').length });
  return text.startsWith(BOM) ? text.slice(1) : text;
}

function unmarked(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}

/**
 * The rows of a CSV, also the empty ones, with `;`, `,` or a tab between cells: whichever the first
 * line has most of. Reads one row more than `maxRows` below a header, so that who asked can say that
 * there are too many. @throws UnreadableSheet for a quote that never ends.
 */
export function parseCsv(text: string, maxRows: number): string[][] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: maxRows + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED')
      throw new UnreadableSheet('brokenQuotes', { line: Number(error.lines ?? 1) });
    throw new UnreadableSheet('unreadable');
  }
}

function delimiterOf(text: string): string {
  const [line = ''] = text.trimStart().split(/[\r\n]/, 1);
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = [';', ',', '\t'].map((sign) => ({ sign, count: bare.split(sign).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}
