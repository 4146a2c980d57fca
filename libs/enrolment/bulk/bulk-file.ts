import { parseCsv, readSheet, type UploadedFile } from '@academie/platform';

import { UnreadableList } from './bulk.errors';

/** The longest list that is taken at once: the offering is locked while it is worked through. */
export const MOST_PEOPLE = 500;
const LONGEST_CELL = 254;

/** Somebody on a list, as it was typed; `organisation` is a name or ''. */
export interface ListedPerson {
  /** Line of the list or row of the file, from 1. */
  row: number;
  email: string;
  givenName: string;
  familyName: string;
  organisation: string;
}

type Field = Exclude<keyof ListedPerson, 'row'> | 'name' | 'prefix';

const COLUMNS: Record<Field, readonly string[]> = {
  email: ['email', 'emailadres', 'mail', 'mailadres', 'emailaddress'],
  givenName: ['voornaam', 'roepnaam', 'givenname', 'firstname'],
  prefix: ['tussenvoegsel', 'voorvoegsel', 'tussenvoegsels'],
  familyName: ['achternaam', 'familyname', 'lastname', 'surname'],
  name: ['naam', 'name', 'volledigenaam', 'deelnemer', 'medewerker', 'displayname'],
  organisation: ['organisatie', 'gemeente', 'werkgever', 'organisation'],
};

/** People in an uploaded CSV or XLSX. @throws UnreadableList */
export async function peopleInFile(file: UploadedFile): Promise<ListedPerson[]> {
  if (file.tooLarge) throw new UnreadableList('tooLarge', 'file');
  const rows = await UnreadableList.unless('file', () => readSheet(file.content, MOST_PEOPLE));
  return checked(peopleInRows(rows), 'file');
}

/**
 * People in text that was pasted: an address a line, with or without a name (`Sam de Vries
 * <sam@haarlem.nl>`), as a mail program writes them after each other, or rows with a header.
 * @throws UnreadableList
 */
export async function peopleInText(text: string): Promise<ListedPerson[]> {
  const lines = text.split(/\r\n?|\n/);
  const first = lines.find((line) => line.trim()) ?? '';
  if (!first.includes('@') && headerOf(first.split(/[;,\t]/)))
    return checked(
      peopleInRows(
        await UnreadableList.unless('list', () => Promise.resolve(parseCsv(text, MOST_PEOPLE))),
      ),
      'list',
    );
  const people = lines.flatMap((line, index) => peopleInLine(line, index + 1));
  return checked(people, 'list');
}

/** A list as text again, so that what was refused can be mended and sent once more. */
export const asText = (people: readonly ListedPerson[]): string =>
  [
    'E-mailadres;Voornaam;Achternaam;Organisatie',
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

function peopleInRows(rows: readonly string[][]): ListedPerson[] {
  const headerAt = rows.findIndex((cells) => cells.some((cell) => cell.trim()));
  const header = headerOf(rows[headerAt] ?? []);
  const people = header ? rows.slice(headerAt + 1) : rows;
  const firstRow = header ? headerAt + 2 : 1;
  return people.flatMap((cells, index) => {
    const person = header
      ? byHeader(header, cells)
      : byGuess(cells.map((cell) => cell.trim()).filter(Boolean));
    return cells.every((cell) => !cell.trim()) ? [] : [{ row: firstRow + index, ...person }];
  });
}

// Which column holds what; undefined for a row that is no header.
function headerOf(cells: readonly string[]): Map<Field, number> | undefined {
  const found = new Map<Field, number>();
  cells.forEach((cell, index) => {
    const word = cell.toLowerCase().replace(/[^\p{L}]/gu, '');
    for (const [field, words] of Object.entries(COLUMNS) as [Field, readonly string[]][])
      if (words.includes(word) && !found.has(field)) found.set(field, index);
  });
  return found.has('email') ? found : undefined;
}

function byHeader(header: Map<Field, number>, cells: readonly string[]): Omit<ListedPerson, 'row'> {
  const cell = (field: Field): string => clean(cells[header.get(field) ?? -1] ?? '');
  const whole = named(cell('name'));
  return {
    email: cell('email'),
    givenName: cell('givenName') || whole.givenName,
    familyName: [cell('prefix'), cell('familyName')].filter(Boolean).join(' ') || whole.familyName,
    organisation: cell('organisation'),
  };
}

function byGuess(cells: readonly string[]): Omit<ListedPerson, 'row'> {
  const at = cells.findIndex((cell) => cell.includes('@'));
  const names = cells.filter((_, index) => index !== at).map(clean);
  const [given = '', family, organisation = ''] = names;
  return {
    email: clean(cells[at] ?? ''),
    ...(family === undefined ? named(given) : { givenName: given, familyName: family }),
    organisation,
  };
}

function peopleInLine(line: string, row: number): ListedPerson[] {
  if (!line.trim()) return [];
  const several = (line.match(/@/g) ?? []).length > 1;
  const parts = several ? line.split(/[;\t]|,(?![^<]*>)(?=[^@]*@)/) : [line];
  return parts
    .filter((part) => part.trim())
    .map((part) => {
      const [, before = '', address = '', after = ''] =
        /^(.*?)<?\s*([^\s<>;,"']+@[^\s<>;,"']+)\s*>?(.*)$/.exec(part) ?? [];
      if (!address)
        return { row, email: clean(part), givenName: '', familyName: '', organisation: '' };
      const cells = `${before};${after}`
        .split(before.includes('<') || /^[^;\t]*,[^;\t]*$/.test(before) ? /[;\t]/ : /[;,\t]/)
        .map(clean)
        .filter(Boolean);
      return { row, ...byGuess([address, ...cells]) };
    });
}

/** "Sam de Vries" and "Vries, Sam de" as two names. */
function named(name: string): { givenName: string; familyName: string } {
  const [family = '', given] = name.split(',').map((part) => part.trim());
  if (given !== undefined) {
    const [first = '', ...prefix] = given.split(' ');
    return { givenName: first, familyName: [...prefix, family].join(' ') };
  }
  const [first = '', ...rest] = name.split(' ');
  return { givenName: first, familyName: rest.join(' ') };
}

const clean = (cell: string): string =>
  cell
    .replace(/[\p{Cc}\p{Cs}"<>]+/gu, ' ')
    .replace(/^mailto:/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_CELL);
