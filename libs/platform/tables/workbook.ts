import { posix } from 'node:path';

import { type CellFormat, formatOf } from './cell-format';
import { hasMoreFilledRows } from './filled-rows';
import { type SharedFacts, sheetRows } from './sheet-rows';
import type { TableRow } from './table';
import { UnreadableTable } from './unreadable-table';
import { readWholeXml } from './xml-events';
import { type ZipPart, zipParts } from './zip-parts';

/** Bytes that a part may have when unpacked; a sheet is never in memory as a whole. */
const MOST_BYTES = { sheet: 250_000_000, strings: 60_000_000, other: 10_000_000 };

export interface Sheet {
  name: string;
  isHidden: boolean;
  rows(): AsyncGenerator<TableRow>;
  /** Whether more rows than this have a value, without reading them; a no may be a yes. */
  hasMore(rows: number): Promise<boolean>;
}

/** The sheets of a workbook, in their order; the rows of one are read as they are asked for. @throws UnreadableTable */
export async function readSheets(content: Buffer): Promise<Sheet[]> {
  const parts = await zipParts(content);
  const root = (await targetsOf(parts, '_rels/.rels', '')).find(({ type }) =>
    type.endsWith('/officeDocument'),
  );
  const path = root?.target ?? 'xl/workbook.xml';
  if (!parts.has(path)) throw new UnreadableTable('spreadsheet');
  const folder = posix.dirname(path);
  const targets = await targetsOf(parts, `${folder}/_rels/${posix.basename(path)}.rels`, folder);
  const { sheets, since1904 } = await workbookOf(parts, path);
  const partOf = (type: string): string | undefined =>
    targets.find((one) => one.type.endsWith(`/${type}`))?.target;
  let read: Promise<SharedFacts> | undefined;
  // Only when a row is asked for: a sheet with too many rows is refused before the texts of them are read.
  const shared = (): Promise<SharedFacts> =>
    (read ??= sharedFacts(parts, partOf('sharedStrings'), partOf('styles'), since1904));
  return sheets.flatMap(({ name, state, relation }) => {
    const found = targets.find(({ id, type }) => id === relation && type.endsWith('/worksheet'));
    const part = found && parts.get(found.target);
    if (!part) return [];
    return [
      {
        name,
        isHidden: state !== 'visible',
        rows: () => rowsOf(part, shared),
        hasMore: async (most) => hasMoreFilledRows(await opened(part, MOST_BYTES.sheet), most),
      },
    ];
  });
}

async function* rowsOf(
  part: ZipPart,
  shared: () => Promise<SharedFacts>,
): AsyncGenerator<TableRow> {
  const facts = await shared();
  yield* sheetRows(await opened(part, MOST_BYTES.sheet), facts);
}

async function sharedFacts(
  parts: ReadonlyMap<string, ZipPart>,
  strings: string | undefined,
  styles: string | undefined,
  since1904: boolean,
): Promise<SharedFacts> {
  return {
    strings: await stringsOf(parts, strings),
    formats: await formatsOf(parts, styles),
    since1904,
  };
}

function opened(part: ZipPart, most: number): ReturnType<ZipPart['open']> {
  if (part.bytes > most) throw new UnreadableTable('tooMuch');
  return part.open();
}

interface Target {
  id: string;
  type: string;
  target: string;
}

async function targetsOf(
  parts: ReadonlyMap<string, ZipPart>,
  path: string,
  folder: string,
): Promise<Target[]> {
  const part = parts.get(path);
  const found: Target[] = [];
  if (part)
    await readWholeXml(await opened(part, MOST_BYTES.other), {
      open: (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
        if (name === 'Relationship')
          found.push({
            id,
            type,
            target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
          });
      },
    });
  return found;
}

interface NamedSheet {
  name: string;
  state: string;
  relation: string;
}

async function workbookOf(
  parts: ReadonlyMap<string, ZipPart>,
  path: string,
): Promise<{ sheets: NamedSheet[]; since1904: boolean }> {
  const sheets: NamedSheet[] = [];
  let since1904 = false;
  const part = parts.get(path);
  if (part)
    await readWholeXml(await opened(part, MOST_BYTES.other), {
      open: (element, attributes) => {
        const { name = '', state = 'visible', date1904 } = attributes;
        if (element === 'sheet')
          sheets.push({ name, state, relation: attributes['r:id'] ?? attributes.id ?? '' });
        if (element === 'workbookPr') since1904 = date1904 === '1' || date1904 === 'true';
      },
    });
  return { sheets, since1904 };
}

async function stringsOf(
  parts: ReadonlyMap<string, ZipPart>,
  path: string | undefined,
): Promise<string[]> {
  const part = path === undefined ? undefined : parts.get(path);
  const strings: string[] = [];
  if (!part) return strings;
  let text = '';
  let isText = false;
  let isSound = false;
  await readWholeXml(await opened(part, MOST_BYTES.strings), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isSound = true;
      isText = name === 't' && !isSound;
    },
    text: (more) => {
      if (isText) text += more;
    },
    close: (name) => {
      isText = false;
      if (name === 'rPh') isSound = false;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

async function formatsOf(
  parts: ReadonlyMap<string, ZipPart>,
  path: string | undefined,
): Promise<CellFormat[]> {
  const part = path === undefined ? undefined : parts.get(path);
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let isCell = false;
  if (part)
    await readWholeXml(await opened(part, MOST_BYTES.other), {
      open: (name, { numFmtId = '0', formatCode = '' }) => {
        if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
        if (name === 'cellXfs') isCell = true;
        if (name === 'xf' && isCell) ids.push(Number(numFmtId));
      },
      close: (name) => {
        if (name === 'cellXfs') isCell = false;
      },
    });
  return ids.map((id) => formatOf(id, codes.get(id)));
}
