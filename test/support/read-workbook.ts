import { text } from 'node:stream/consumers';

import { SaxesParser } from 'saxes';
import { fromBufferPromise } from 'yauzl';

/** What a cell holds: its kind too, which the reader of the academie makes text of. */
export type ReadCell = string | number | Date | null;

export interface ReadSheet {
  name: string;
  /** From the first row on, each from column A on. */
  rows: ReadCell[][];
}

/** The sheets of a workbook that the academie wrote, in their order. */
export async function sheetsIn(content: Buffer): Promise<ReadSheet[]> {
  const parts = await partsOf(content);
  const strings: string[] = [];
  read(parts['xl/sharedStrings.xml']!, {
    open: (name) => name === 'si' && strings.push(''),
    text: (more) => strings.push(`${strings.pop() ?? ''}${more}`),
  });
  const codes = new Map<string, string>();
  const formats: string[] = [];
  read(parts['xl/styles.xml']!, {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(numFmtId, formatCode);
      if (name === 'xf') formats.push(codes.get(numFmtId) ?? '');
    },
  });
  const names: string[] = [];
  read(parts['xl/workbook.xml']!, {
    open: (element, { name = '' }) => element === 'sheet' && names.push(name),
  });
  return names.map((name, nth) => ({
    name,
    rows: rowsOf(parts[`xl/worksheets/sheet${nth + 1}.xml`]!, strings, formats),
  }));
}

function rowsOf(xml: string, strings: string[], formats: string[]): ReadCell[][] {
  const rows: ReadCell[][] = [];
  let cell: Record<string, string> = {};
  read(xml, {
    open: (name, attributes) => {
      if (name === 'row') rows[Number(attributes.r) - 1] = [];
      if (name === 'c') cell = attributes;
    },
    text: (value) => {
      const { r = '', s = '0', t } = cell;
      const column = r.charCodeAt(0) - 65;
      rows.at(-1)![column] =
        t === 's'
          ? strings[Number(value)]!
          : formats[Number(s)]?.includes('yy')
            ? new Date(Math.round((Number(value) - DAYS_BEFORE_1970) * 86_400_000))
            : Number(value);
    },
  });
  return rows.map((row) => Array.from(row, (value) => value ?? null));
}

/** Excel counts days from the end of 1899. */
const DAYS_BEFORE_1970 = 25_569;

interface Handler {
  open: (name: string, attributes: Record<string, string>) => unknown;
  text?: (text: string) => unknown;
}

function read(xml: string, { open, text: given }: Handler): void {
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => void open(name, attributes));
  parser.on('text', (more) => void given?.(more));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
}

async function partsOf(content: Buffer): Promise<Record<string, string>> {
  const zip = await fromBufferPromise(content);
  const parts: Record<string, string> = {};
  for await (const entry of zip.eachEntry())
    parts[entry.fileName] = await text(await zip.openReadStreamPromise(entry));
  return parts;
}
