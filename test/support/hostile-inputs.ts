import { givenWorkbook, givenZip } from './workbook';

/** What somebody could send who means harm, or a program that went wrong. */
export interface HostileBody {
  what: string;
  type: 'form' | 'json' | 'file';
  /** Made when it is needed: together they are larger than a process should keep. */
  body(): Buffer | string;
  /** Of a file: how the sender calls it. */
  name?: string;
}

const form = (what: string, body: () => string): HostileBody => ({ what, type: 'form', body });
const json = (what: string, body: () => string): HostileBody => ({ what, type: 'json', body });
const file = (what: string, name: string, body: () => Buffer | string): HostileBody => ({
  what,
  type: 'file',
  name,
  body,
});

const MEGABYTE = 1_000_000;
const numbered = (count: number, of: (nth: number) => string, between: string): string =>
  Array.from({ length: count }, (_, nth) => of(nth)).join(between);

/** Signs of which a careless pattern reads a long row again and again. */
export const BAITS: readonly (readonly [what: string, sign: string])[] = [
  ['blanks', ' '],
  ['tabs and blanks', '\t '],
  ['line ends', '\r\n'],
  ['dots', '.'],
  ['letters with dots', 'a.'],
  ['quotes', '"'],
  ['apostrophes', "'"],
  ['brackets', '('],
  ['square brackets', '['],
  ['angle brackets', '<'],
  ['braces', '{{'],
  ['at signs', '@'],
  ['addresses', 'a@b,'],
  ['addresses with points', 'a@b.c;'],
  ['commas', ','],
  ['hyphens', ' - '],
  ['zeros', '0'],
  ['nines', '9'],
  ['percent signs', '%25'],
  ['formulas', '=-+'],
  ['slashes', '/'],
  ['backslashes', '\\'],
  ['invisible signs', '\u200b'],
  ['accents', 'e\u0301'],
  ['only accents', '\u0301'],
  ['ligatures', 'ﷺ'],
  ['dotted capitals', 'İ'],
  ['faces', '👩‍👩‍👧'],
  ['prefixes', 'van der '],
  ['titles', 'dr. '],
];

/** So many characters of bait. */
export const bait = (sign: string, length: number): string =>
  sign.repeat(Math.ceil(length / sign.length)).slice(0, length);

const baited = (length: number, of: (text: string) => string): [string, () => string][] =>
  BAITS.map(([what, sign]) => [`${length} characters of ${what}`, () => of(bait(sign, length))]);

export const HOSTILE_FORMS: readonly HostileBody[] = [
  form('150,000 fields', () => numbered(150_000, (nth) => `n${nth}=`, '&')),
  form('as many ampersands as fit', () => '&'.repeat(990_000)),
  form('a name 100,000 dots deep', () => `${'a.'.repeat(100_000)}=1`),
  form('a name with 20,000 brackets', () => `a${'[b]'.repeat(20_000)}=1`),
  form('a name of a megabyte', () => `${'a'.repeat(990_000)}=1`),
  form('999 names of the prototype', () => numbered(999, () => '__proto__.x=1', '&')),
  form('999 values of one name', () => numbered(999, () => 'email=a', '&')),
  form('999 places in a list', () => numbered(999, (nth) => `sessions.${nth}.date=1`, '&')),
  form('a place far down a list', () => 'sessions.999999999.date=1&list.4294967295=1'),
  form('percent signs that stand for nothing', () => '%'.repeat(64_000)),
  form('percent signs of percent signs', () => `email=${'%25'.repeat(21_000)}`),
  form('bytes that are no UTF-8', () => `email=${'%ff%c0%80'.repeat(7000)}`),
];

/** Stands for the field in which the address takes a text or a list. */
export const FIELD = '$field';
const withField = (value: string): string => `{"${FIELD}":${value}}`;

export const HOSTILE_JSON: readonly HostileBody[] = [
  json('100,000 levels of lists', () => '['.repeat(100_000) + ']'.repeat(100_000)),
  json('100,000 levels of objects', () => '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)),
  json('as many levels as fit, not closed', () => '['.repeat(1_000_000)),
  json('120,000 fields', () => `{${numbered(80_000, (nth) => `"n${nth}":1`, ',')}}`),
  json(
    '120,000 fields in objects of 499',
    () =>
      `[${numbered(180, (many) => `{${numbered(499, (nth) => `"n${many}x${nth}":1`, ',')}}`, ',')}]`,
  ),
  json(
    'objects of 499 fields in the rows',
    () =>
      `{"${FIELD}":[${numbered(180, (many) => `{${numbered(499, (nth) => `"n${many}x${nth}":1`, ',')}}`, ',')}]}`,
  ),
  json('a name of a megabyte', () => `{"${'a'.repeat(990_000)}":1}`),
  json('300,000 empty lists', () => `[${'[],'.repeat(300_000)}[]]`),
  json('190,000 empty objects', () => `{"${FIELD}":[${'{},'.repeat(190_000)}{}]}`),
  json('490,000 numbers', () => `{"${FIELD}":[${'1,'.repeat(490_000)}1]}`),
  json('190,000 numbers', () => `{"${FIELD}":[${'1,'.repeat(190_000)}1]}`),
  json('a number of a megabyte', () => withField('9'.repeat(990_000))),
  json('a broken number of a megabyte', () => withField(`0.${'9'.repeat(990_000)}`)),
  json('numbers beyond every number', () => `{"${FIELD}":[${'1e999,'.repeat(100_000)}1]}`),
  json('a text of backslashes', () => withField(`"${'\\\\'.repeat(490_000)}"`)),
  json('a text of NULs', () => withField(`"${'\\u0000'.repeat(160_000)}"`)),
  json('a text of half characters', () => withField(`"${'\\ud800'.repeat(33_000)}"`)),
  json('half a text', () => `{"csv":"${'a'.repeat(990_000)}`),
  json('blanks around nothing', () => ' '.repeat(1_000_000)),
  json(
    'names of the prototype',
    () => `{"${FIELD}":[${'{"__proto__":{"a":1},"constructor":1},'.repeat(20_000)}{}]}`,
  ),
  json('a pasted line of 50,000 addresses', () => withField(JSON.stringify('a@b,'.repeat(50_000)))),
  json('addresses of one letter, a line each', () =>
    withField(JSON.stringify('a@b.c\n'.repeat(33_000))),
  ),
  ...baited(199_000, (text) => withField(JSON.stringify(text))).map(([what, body]) =>
    json(what, body),
  ),
];

const HEAD = 'E-mailadres;Voornaam;Achternaam';

export const HOSTILE_FILES: readonly HostileBody[] = [
  file('a CSV of one line of nine megabytes', 'lijn.csv', () => 'a@b,'.repeat(2.25 * MEGABYTE)),
  file('a CSV of one cell of nine megabytes', 'cel.csv', () => 'a'.repeat(9 * MEGABYTE)),
  file(
    'a CSV of nine million separators',
    'komma.csv',
    () => `${HEAD}\n${';'.repeat(9 * MEGABYTE)}`,
  ),
  file('a CSV of nine million line ends', 'leeg.csv', () => `${HEAD}${'\n'.repeat(9 * MEGABYTE)}`),
  file(
    'a CSV of nine million quotes',
    'aanhaling.csv',
    () => `${HEAD}\n${'"'.repeat(9 * MEGABYTE)}`,
  ),
  file(
    'a CSV of quotes that do not end',
    'open.csv',
    () => `${HEAD}\n${'"a;'.repeat(3 * MEGABYTE)}`,
  ),
  file(
    'a CSV of a million short rows',
    'rijen.csv',
    () => `${HEAD}\n${'a;b;c\n'.repeat(1.5 * MEGABYTE)}`,
  ),
  file('bytes in no encoding', 'bytes.csv', () =>
    Buffer.alloc(9 * MEGABYTE, Buffer.from([0x81, 0x3b, 0xfe])),
  ),
  file('nine megabytes of NULs', 'nul.csv', () => Buffer.alloc(9 * MEGABYTE)),
  file('UTF-16 that is none', 'wijd.csv', () =>
    Buffer.alloc(9 * MEGABYTE, Buffer.from([0xd8, 0x00, 0x00, 0x0a])),
  ),
  file('a workbook with a cell at XFD1048576', 'ver.xlsx', () =>
    givenWorkbook({
      name: 'Blad1',
      rows: [['E-mailadres']],
      xml: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    }),
  ),
  file('a workbook of 600,000 rows', 'lang.xlsx', () =>
    givenWorkbook({
      name: 'Blad1',
      rows: [['E-mailadres']],
      xml: numbered(
        600_000,
        (nth) => `<row r="${nth + 2}"><c t="inlineStr"><is><t>p${nth}@x.nl</t></is></c></row>`,
        '',
      ),
    }),
  ),
  file('a workbook of one row of 600,000 cells', 'breed.xlsx', () =>
    givenWorkbook({
      name: 'Blad1',
      rows: [['E-mailadres']],
      xml: `<row r="2">${'<c><v>1</v></c>'.repeat(600_000)}</row>`,
    }),
  ),
  file('a workbook 100,000 elements deep', 'diep.xlsx', () =>
    givenWorkbook({ name: 'Blad1', rows: [['E-mailadres']], xml: '<row>'.repeat(100_000) }),
  ),
  file('a workbook of 20,000 sheets', 'bladen.xlsx', () =>
    givenZip([
      [
        'xl/workbook.xml',
        `<workbook><sheets>${numbered(20_000, (nth) => `<sheet name="b${nth}" r:id="r${nth}"/>`, '')}</sheets></workbook>`,
      ],
    ]),
  ),
  file('a workbook with an element of 100,000 attributes', 'kenmerken.xlsx', () =>
    givenWorkbook({
      name: 'Blad1',
      rows: [['E-mailadres']],
      xml: `<row ${numbered(100_000, (nth) => `a${nth}="1"`, ' ')}/>`,
    }),
  ),
  file('a workbook that unpacks to 300 megabytes', 'bom.xlsx', () =>
    givenWorkbook({ name: 'Blad1', rows: [['E-mailadres']], xml: ' '.repeat(300 * MEGABYTE) }),
  ),
  file('a workbook with entities within entities', 'lach.xlsx', () =>
    givenZip([
      [
        'xl/workbook.xml',
        `<!DOCTYPE x [${numbered(20, (nth) => `<!ENTITY e${nth + 1} "${`&e${nth};`.repeat(10)}">`, '')}]><workbook>&e20;</workbook>`,
      ],
    ]),
  ),
  file('a YAML file 100,000 lists deep', 'plan.yaml', () => '['.repeat(100_000)),
  file('a YAML file 100,000 items deep', 'plan.yaml', () => '- '.repeat(200_000)),
  file('a YAML file 1000 maps deep', 'plan.yaml', () =>
    numbered(1000, (nth) => `${' '.repeat(nth)}a:`, '\n'),
  ),
  file('a YAML file of 60,000 names', 'plan.yaml', () =>
    numbered(60_000, (nth) => `n${nth}:`, '\n'),
  ),
  file('a YAML file of 60,000 items', 'plan.yaml', () => `targets:\n${'- a\n'.repeat(100_000)}`),
  file(
    'a YAML file of aliases of aliases',
    'plan.yaml',
    () =>
      `a0: &a0 [x]\n${numbered(30, (nth) => `a${nth + 1}: &a${nth + 1} [${`*a${nth},`.repeat(9)}]`, '\n')}`,
  ),
  file('a zip of 60,000 files', 'veel.xlsx', () =>
    givenZip(Array.from({ length: 60_000 }, (_, nth) => [`f${nth}`, ''])),
  ),
  file('nine megabytes that begin as a zip', 'geen.xlsx', () =>
    Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(9 * MEGABYTE, 'PK\x05\x06')]),
  ),
  ...BAITS.map(([what, sign]) =>
    file(`a list of two megabytes of ${what}`, 'lijst.csv', () => bait(sign, 2 * MEGABYTE)),
  ),
];

/** A header, with what stands in it. */
export const HOSTILE_HEADERS: readonly [what: string, headers: Record<string, string>][] = [
  ['4000 cookies', { cookie: numbered(3500, (nth) => `a${nth % 10}=`, ';') }],
  ['a cookie of bait', { cookie: `sessie=${'"'.repeat(15_000)}` }],
  ['a message of bait', { cookie: `melding=${'A'.repeat(15_000)}` }],
  ['a token of bait', { authorization: `Bearer ${'a'.repeat(15_000)}` }],
  ['a token of blanks', { authorization: `Bearer${' '.repeat(15_000)}x` }],
  ['7000 languages', { 'accept-language': 'nl,'.repeat(5000) }],
  ['languages of bait', { 'accept-language': `${'-a'.repeat(7500)};q=0.${'0'.repeat(100)}` }],
  ['5000 encodings', { 'accept-encoding': 'gzip;q=1,'.repeat(1600) }],
  ['encodings of blanks', { 'accept-encoding': `br${' '.repeat(15_000)};q=1` }],
  ['5000 kinds of answers', { accept: 'text/html;q=0.1,'.repeat(900) }],
  ['3000 ranges', { range: `bytes=${'0-1,'.repeat(3700)}2-` }],
  ['ranges of bait', { range: `bytes=${'-'.repeat(15_000)}` }],
  ['3000 versions', { 'if-none-match': '"a", '.repeat(3000) }],
  ['versions of bait', { 'if-none-match': `${'W/'.repeat(7500)}"` }],
  ['a date of bait', { 'if-modified-since': ' 1'.repeat(7500) }],
  ['3000 proxies', { 'x-forwarded-for': '1.2.3.4,'.repeat(1800) }],
  ['a forwarded header of bait', { forwarded: 'for="[::1]",'.repeat(1200) }],
  ['a key of bait', { 'idempotency-key': '!'.repeat(15_000) }],
  ['a version of bait', { 'if-match': `"${'1'.repeat(15_000)}` }],
  ['a form token of bait', { 'x-csrf-token': 'a'.repeat(15_000) }],
  ['an origin of bait', { origin: `https://${'a.'.repeat(7000)}` }],
  ['a type of bait', { 'content-type': `text/html;${' a=b;'.repeat(2900)}` }],
  ['a boundary of bait', { 'content-type': `multipart/form-data; boundary=${'-'.repeat(15_000)}` }],
];
