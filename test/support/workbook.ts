import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as XML, for what Excel writes and no library makes on purpose; text and numbers as they are. */
export type GivenCell =
  | string
  | number
  | null
  | { date: number }
  | { time: number }
  | { error: string }
  | { formula: string; value?: number };

export interface GivenRow {
  cells: readonly GivenCell[];
  /** Number of the row, when others before it are empty. */
  number?: number;
  isHidden?: boolean;
}

export interface GivenSheet {
  name: string;
  state?: 'visible' | 'hidden' | 'veryHidden';
  rows: readonly (GivenRow | readonly GivenCell[])[];
  /** Written behind the rows as it is. */
  xml?: string;
  /** The part with texts that cells of type "s" refer to, of the whole workbook. */
  sharedStrings?: string;
}

const NAMESPACES =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook with these sheets. */
export function givenWorkbook(...sheets: GivenSheet[]): Buffer {
  const id = (nth: number): string => `rId${nth + 1}`;
  const { sharedStrings } = Object.assign({}, ...sheets) as Partial<GivenSheet>;
  return givenZip([
    ...(sharedStrings === undefined
      ? []
      : [['xl/sharedStrings.xml', sharedStrings] as [string, string]]),
    [
      'xl/workbook.xml',
      `<workbook ${NAMESPACES}><sheets>${sheets.map(({ name, state }, nth) => `<sheet name="${escaped(name)}" sheetId="${nth + 1}"${state ? ` state="${state}"` : ''} r:id="${id(nth)}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships><Relationship Id="styles" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/>${sharedStrings === undefined ? '' : `<Relationship Id="strings" Type="${RELATIONSHIPS}/sharedStrings" Target="sharedStrings.xml"/>`}${sheets.map((_, nth) => `<Relationship Id="${id(nth)}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${nth + 1}.xml"/>`).join('')}</Relationships>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet ${NAMESPACES}><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm:ss"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    ],
    ...sheets.map(({ rows, xml = '' }, nth): [string, string] => [
      `xl/worksheets/sheet${nth + 1}.xml`,
      `<worksheet ${NAMESPACES}><sheetData>${rowsOf(rows)}${xml}</sheetData></worksheet>`,
    ]),
  ]);
}

function rowsOf(rows: GivenSheet['rows']): string {
  let number = 0;
  return rows
    .map((given) => {
      const row: GivenRow = 'cells' in given ? given : { cells: given };
      number = row.number ?? number + 1;
      const cells = row.cells.map((cell, column) => cellOf(cell, `${columnName(column)}${number}`));
      return `<row r="${number}"${row.isHidden ? ' hidden="1"' : ''}>${cells.join('')}</row>`;
    })
    .join('');
}

function cellOf(cell: GivenCell, name: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string')
    return `<c r="${name}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${name}"><v>${cell}</v></c>`;
  if ('date' in cell) return `<c r="${name}" s="1"><v>${cell.date}</v></c>`;
  if ('time' in cell) return `<c r="${name}" s="2"><v>${cell.time}</v></c>`;
  if ('error' in cell) return `<c r="${name}" t="e"><v>${cell.error}</v></c>`;
  const value = cell.value === undefined ? '' : `<v>${cell.value}</v>`;
  return `<c r="${name}"><f>${escaped(cell.formula)}</f>${value}</c>`;
}

const columnName = (column: number): string => String.fromCharCode(65 + column);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A zip with these files; `claimed` is the size it says they have. */
export function givenZip(
  files: readonly [name: string, content: string, claimed?: number][],
): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content, claimed] of files) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain, { level: 1 });
    const path = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(plain), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claimed ?? plain.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    facts.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    entries.push(entry, path);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), facts, path, packed);
    offset += 30 + path.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
