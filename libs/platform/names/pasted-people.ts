import { readAddress } from './address';
import { type PersonName, readName, readNameParts } from './person-name';
import { type Piece, piecesOf, withoutLinks } from './pasted-line';
import { isOrganisation } from './name-noise';
import { withoutNumber } from './phone-number';
import { visibleText } from './plain-text';
import { prefixLength, trailingPrefix } from './prefix';

/** Somebody on a pasted list, as it was written there. */
export interface PastedPerson extends PersonName {
  /** Line of the list, from 1. */
  row: number;
  /** What stood where an address does, or '' for a name alone. It need not be an address. */
  address: string;
  /** What stood in a cell behind the name, or beside it: mostly the organisation. */
  organisation: string;
  /** That is a guess: it stood in brackets or behind a bar. */
  isAside: boolean;
  /** Several addresses and names of which nobody can tell what belongs together. */
  isUnclear?: true;
}

const LONGEST_SHOWN = 254;
/** Characters a line may have for each person on it; what is longer is no list. */
const LONGEST_PERSON = 400;

/**
 * The people in a pasted text, a person a line or several as a mail program writes them: "Sam de Vries
 * <sam@x.nl>", "Vries, Sam de <sam@x.nl>; Jansen, Piet <piet@x.nl>", "sam@x.nl, piet@x.nl", names alone.
 * 'tooMany' for more than `most`.
 */
export function readPastedPeople(text: string, most: number): PastedPerson[] | 'tooMany' {
  const people: PastedPerson[] = [];
  for (const [nth, line] of text.split(/\r\n?|\n/).entries()) {
    if (!line) continue;
    const addresses = countOf('@', line);
    if (addresses > 2 * most) return 'tooMany';
    if (line.length > LONGEST_PERSON * (addresses + 1)) people.push(unclear(line, nth + 1));
    else if (visibleText(line)) people.push(...peopleIn(withoutLinks(line), nth + 1));
    if (people.length > most) return 'tooMany';
  }
  return people;
}

function countOf(sign: string, line: string): number {
  let count = 0;
  for (let at = line.indexOf(sign); at >= 0; at = line.indexOf(sign, at + 1)) count += 1;
  return count;
}

function peopleIn(line: string, row: number): PastedPerson[] {
  const cells = (commaCells(line) ?? piecesOf(line)).filter((pieces) => pieces.length > 0);
  const count = cells.flat().filter(isAddress).length;
  if (count > 1) {
    const people = cells.map((pieces) => inOneCell(row, pieces));
    return people.every((some) => some !== undefined) ? people.flat() : [unclear(line, row)];
  }
  if (count === 1) return [one(row, cells)];
  const names = cells.map(textOf).flatMap((text) => namesIn(text));
  const areWhole = names.length > 1 && names.every((name) => name.trim().includes(' '));
  return (areWhole ? names.map((name) => [name]) : [names])
    .map((some) => person(row, '', some))
    .filter(({ givenName, familyName }) => givenName || familyName);
}

// "Sam de Vries, Piet Jansen" and "Sam de Vries en Piet Jansen", and not "Vries, Sam de".
function namesIn(text: string): string[] {
  const together = text.split(/ (?:en|&) /);
  const apart = together.flatMap((part) => part.split(/, ?/)).map((part) => part.trim());
  const areWhole = apart.every(
    (part) => part.includes(' ') && trailingPrefix(part.split(' ')) === 0,
  );
  const { givenName, prefix } = readName(apart[0] ?? '');
  const isList = together.length > 1 || apart.length > 2 || (givenName !== '' && prefix !== '');
  return areWhole && isList ? apart : [text];
}

// "Sam,de Vries,sam@x.nl" without spaces is a row of a table. With only two cells it may be an address with
// a comma in it, and is left to be refused.
function commaCells(line: string): Piece[][] | undefined {
  if (/[;\t<"]|,\s/.test(line)) return undefined;
  const cells = line.split(',');
  const addresses = cells.filter((cell) => cell.includes('@'));
  const hasName = cells.length > 2 || cells.some((cell) => cell.trim().includes(' '));
  if (cells.length < 2 || addresses.length !== 1 || !hasName) return undefined;
  if (!readAddress(addresses[0] ?? '')) return undefined;
  return cells.map((cell) => [
    { kind: cell.includes('@') ? 'address' : 'words', text: cell.trim() },
  ]);
}

// A name before its address, else behind it; what stands behind an address that has a name is beside it.
function one(row: number, cells: readonly Piece[][]): PastedPerson {
  const nth = cells.findIndex((pieces) => pieces.some(isAddress));
  const own = cells[nth] ?? [];
  const at = own.findIndex(isAddress);
  const address = own[at];
  const isCell = address?.bracketed || own[at - 1]?.kind !== 'comma';
  const near = own.slice(0, at);
  const before = [
    ...cells.slice(0, nth).map(textOf),
    ...(isCell ? [textOf(near)] : listed(near)),
  ].filter(Boolean);
  const after = [...listed(own.slice(at + 1)), ...cells.slice(nth + 1).map(textOf)];
  const [[name = '', second = '', ...more], behind] = [said(before), said(after)];
  // "Sam de Vries; Gemeente Alkmaar": a name alone in its cell has no other part elsewhere.
  const isAlone = name.includes(' ') && (!second || isOrganisation(second) || hasInnerPrefix(name));
  const cellsOfName = isAlone ? [name, '', second, ...more] : said(before);
  return person(row, address?.text ?? '', [...cellsOfName, ...behind]);
}

// Without numbers: of the row, and of a telephone.
const said = (cells: readonly string[]): string[] =>
  cells
    .map((cell) => withoutNumber(cell.trim()))
    .filter((cell) => cell !== '' && !/^\d{1,4}[.)]?$/.test(cell));

const hasInnerPrefix = (name: string): boolean => {
  const words = name.split(' ');
  return words.some((_, at) => {
    const length = at > 0 ? prefixLength(words, at) : 0;
    return length > 0 && at + length < words.length;
  });
};

// A comma between cells, but for "Vries, Sam de".
function listed(pieces: readonly Piece[]): string[] {
  const cells = textOf(pieces)
    .split(',')
    .map((cell) => cell.trim())
    .filter(Boolean);
  const isReversed = cells.length === 2 && trailingPrefix((cells[1] ?? '').split(' ')) > 0;
  return isReversed ? [cells.join(', ')] : cells;
}

/** Cells with a name and perhaps an organisation: one name, or its parts after each other. */
function person(row: number, address: string, given: readonly string[]): PastedPerson {
  // "Alkmaar; Sam; de Vries": the first name stands before the prefix.
  const prefixAt = given.findIndex((cell) => prefixLength(cell.trim().split(' ')) > 0);
  const lead = given[1] === '' ? [] : given.slice(0, Math.max(0, prefixAt - 1));
  const own = given.slice(lead.length);
  // "Sam <sam@x.nl> (Alkmaar)": what stands in brackets behind a name is no family name.
  const isBeside = /^\s*[([]/.test(own[1] ?? '');
  const cells = isBeside ? [`${own[0] ?? ''} ${own[1] ?? ''}`, '', ...own.slice(2)] : own;
  const [first = '', second = '', ...rest] = cells;
  const hasPrefix = prefixLength(second.trim().split(' ')) === second.trim().split(' ').length;
  const [third = '', ...more] = rest;
  const { aside, ...name } = !second
    ? readName(first)
    : second.trim() && hasPrefix
      ? readNameParts({ givenName: first, prefix: second.trim(), familyName: third })
      : readNameParts({ givenName: first, familyName: second });
  const beside = [...lead, ...(hasPrefix && second ? more : rest)].filter(Boolean).join(' ');
  const organisation = withoutSigns(visibleText(beside));
  return {
    row,
    address: visibleText(address).slice(0, LONGEST_SHOWN),
    ...name,
    organisation: organisation || aside,
    isAside: !organisation && aside !== '',
  };
}

// "| Alkmaar", and what was left of brackets.
const withoutSigns = (text: string): string =>
  text
    .split(' ')
    .filter((word) => !/^[|<>]+$/.test(word))
    .join(' ');

const unclear = (line: string, row: number): PastedPerson => ({
  ...person(row, line.slice(0, 1000), []),
  isUnclear: true,
});

// Names before their addresses. A name behind the last one, or only between them, may be of either.
function inOneCell(row: number, pieces: readonly Piece[]): PastedPerson[] | undefined {
  const people: PastedPerson[] = [];
  let name: Piece[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'address') {
      // "sam@x.nl en piet@x.nl"
      const isBetween =
        name.length === 0 && people.length > 0 && /^(?:[/|&+]|en|of|and)$/i.test(piece.text);
      if (!isBetween && (piece.kind === 'words' || name.length > 0)) name.push(piece);
      continue;
    }
    if (name.length > 0 && people.length > 0 && people[0]?.givenName === '') return undefined;
    people.push(person(row, piece.text, [textOf(name)]));
    name = [];
  }
  const [only] = people;
  if (name.length === 0) return people.length > 0 ? people : undefined;
  return only && people.length === 1 && !only.givenName
    ? [person(row, only.address, [textOf(name)])]
    : undefined;
}

const isAddress = ({ kind }: Piece): boolean => kind === 'address';

const textOf = (pieces: readonly Piece[]): string =>
  pieces.reduce(
    (text, { kind, text: own }) => text + (kind === 'comma' || !text ? '' : ' ') + own,
    '',
  );
