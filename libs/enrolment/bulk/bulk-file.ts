import {
  decodeText,
  isFailedCell,
  LOST_LETTER,
  openTable,
  type PastedPerson,
  PERSON_HEADINGS,
  type PersonColumn,
  bareText,
  INITIALS_HEADINGS,
  readAddress,
  readNameParts,
  readPastedPeople,
  type TableRow,
  type UploadedFile,
  visibleText,
  withPrefix,
  t,
} from '@academie/platform';

import { UnreadableList } from './bulk.errors';

/** The longest list that is taken at once: the offering is locked while it is worked through. */
export const MOST_PEOPLE = 500;
/** Rows that are read of a file, those that are hidden in a workbook among them. */
const MOST_ROWS = 5000;
const LONGEST_CELL = 254;
/** What an uploaded list may be. */
export const MOST_MEGABYTES = 10;

/** Somebody on a list; `email` is '' for a name alone, and what stood there when it is no address. */
export interface ListedPerson {
  /** Line of the list or row of the file, from 1. */
  row: number;
  email: string;
  givenName: string;
  /** With its prefix. */
  familyName: string;
  /** Name of the organisation, or ''. */
  organisation: string;
  /** The row is hidden in the workbook, or a cell of it holds no value: key below `enrolment.bulkProblem`. */
  broken?: 'hiddenRow' | 'failedCell' | 'lostLetter' | 'severalOnLine';
}

/** People in an uploaded CSV or XLSX; `sheet` is its name, where a workbook has several. @throws UnreadableList */
export async function peopleInFile(file: UploadedFile, sheet?: string): Promise<ListedPerson[]> {
  if (file.tooLarge) throw new UnreadableList('tooLarge', 'file', { megabytes: MOST_MEGABYTES });
  const people = await UnreadableList.unless('file', () => peopleIn(file.content, 'file', sheet));
  return checked(people, 'file');
}

/**
 * People in text that was pasted: an address a line, with or without a name (`Sam de Vries
 * <sam@haarlem.nl>`), as a mail program writes them after each other, names alone, or rows with a header.
 * @throws UnreadableList
 */
export async function peopleInText(text: string): Promise<ListedPerson[]> {
  const content = Buffer.from(text.trim() ? text : ' ');
  return checked(await UnreadableList.unless('list', () => peopleIn(content, 'list')), 'list');
}

function peopleIn(
  content: Buffer,
  field: 'file' | 'list',
  asked?: string,
): Promise<ListedPerson[]> {
  const headings = Object.values(PERSON_HEADINGS).flat();
  return openTable(
    content,
    { headings, maxRows: MOST_ROWS, sheet: asked },
    async ({ header, above, rows, sheet }) => {
      if (!header && sheet === undefined) return pasted(decodeText(content), field);
      const found: TableRow[] = [];
      for await (const some of rows) found.push(...some);
      if (!header) return pasted(found.map(({ cells }) => cells.join('\t')).join('\n'), field);
      const titled = above.filter(({ cells }) => cells.some((cell) => cell.includes('@')));
      const columns = columnsOf(header.cells, found);
      return [
        ...pasted(titled.map(({ cells }) => cells.join('\t')).join('\n'), field),
        ...found.map((row) => personIn(columns, row)),
      ];
    },
  );
}

function pasted(text: string, field: 'file' | 'list'): ListedPerson[] {
  const people = readPastedPeople(text, MOST_PEOPLE);
  if (people === 'tooMany') throw new UnreadableList('tooManyPeople', field, { max: MOST_PEOPLE });
  return people.map(
    ({ row, address, givenName, prefix, familyName, organisation, ...more }: PastedPerson) => ({
      row,
      email: address,
      givenName,
      familyName: withPrefix(prefix, familyName),
      organisation: more.isAside ? '' : organisation,
      ...(more.isUnclear && { broken: 'severalOnLine' as const }),
    }),
  );
}

function columnsOf(
  header: readonly string[],
  rows: readonly TableRow[],
): ReadonlyMap<PersonColumn, number> {
  const found = new Map<PersonColumn, number>();
  header.forEach((cell, index) => {
    const word = bareText(cell);
    for (const [column, words] of Object.entries(PERSON_HEADINGS) as [PersonColumn, string[]][])
      if (words.includes(word) && !found.has(column)) found.set(column, index);
  });
  const initials = header.findIndex((cell) => INITIALS_HEADINGS.includes(bareText(cell)));
  if (initials >= 0 && !found.has('givenName')) found.set('givenName', initials);
  const addresses = found.has('email') ? -1 : columnOfAddresses(header, rows);
  if (addresses >= 0) found.set('email', addresses);
  return found;
}

// Under whatever heading, a column of which every filled cell is an address holds the addresses.
const columnOfAddresses = (header: readonly string[], rows: readonly TableRow[]): number =>
  header.findIndex((_, index) => {
    const filled = rows.map(({ cells }) => cells[index] ?? '').filter(Boolean);
    return filled.length > 0 && filled.every((cell) => readAddress(cell) !== undefined);
  });

function personIn(
  columns: ReadonlyMap<PersonColumn, number>,
  { number, cells, isHidden }: TableRow,
): ListedPerson {
  const cell = (column: PersonColumn): string =>
    visibleText(cells[columns.get(column) ?? -1] ?? '').slice(0, LONGEST_CELL);
  const used = [...columns.keys()].map(cell);
  const { givenName, prefix, familyName } = readNameParts({
    givenName: cell('givenName'),
    prefix: cell('prefix'),
    familyName: cell('familyName'),
    whole: cell('name'),
  });
  const broken = isHidden
    ? 'hiddenRow'
    : used.some(isFailedCell)
      ? 'failedCell'
      : used.some((text) => text.includes(LOST_LETTER))
        ? 'lostLetter'
        : undefined;
  return {
    row: number,
    email: cell('email'),
    givenName,
    familyName: withPrefix(prefix, familyName),
    organisation: cell('organisation'),
    ...(broken && { broken }),
  };
}

/** A list as text again, so that what was refused can be mended and sent once more. */
export const asText = (people: readonly ListedPerson[]): string =>
  [
    t('enrolment.bulk.example-head'),
    ...people.map(({ email, givenName, familyName, organisation }) =>
      [email, givenName, familyName, organisation]
        .map((cell) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(';'),
    ),
  ].join('\n');

function checked(people: ListedPerson[], field: 'file' | 'list'): ListedPerson[] {
  if (people.length === 0) throw new UnreadableList('nobody', field);
  if (people.length > MOST_PEOPLE)
    throw new UnreadableList('tooManyPeople', field, { max: MOST_PEOPLE });
  return people;
}
