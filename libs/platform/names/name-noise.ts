import { withoutNumber } from './phone-number';

/** A name without what is no part of it, and what stood beside it: "Gemeente Alkmaar" in brackets or after a bar. */
export interface PlainName {
  name: string;
  aside: string;
}

// A bullet, a number, "Aan:", "Trainer:", "Collega's:", "T.a.v.": nothing of it is a name.
const LEAD =
  /^(?:[^\p{L}\p{N}'’‘`´]+|\d{1,3}(?:[.)](?:\s+|$)|\s+(?=\p{L}))|[a-z]\)\s+|(?:t\.?a\.?v|t\.?n\.?v)\.?\s+|[\p{L}.’'-]{1,20}(?: [\p{L}’']{2,20})? ?:\s*)/iu;
/** What may end a name: a letter, a number, a dot, an apostrophe. */
const ENDS_NAME = /[\p{L}\p{M}\p{N}.'’]/u;
const TITLE =
  /^(?:de heer|heer|dhr|mevrouw|mevr|mw|mej|meneer|mr|mrs|ms|miss|dr|drs|prof|ir|ing|bc|ds|fam|familie)(?:\.\s*|\s+)(?=[^\s,])/iu;
// "MA" in capitals only: "M.A." and "Ma" are somebody's first names.
const DEGREE =
  /^(?:[Bb]\.?[Ss]c|[Mm]\.?[Ss]c|M[Ee]d|M[Ee]ng|P[Hh]\.?D|BBA|MBA|LL\.?B|LL\.?M|MPA|MSW|BSW|MA|BA|RA|RC|RE)\.?$/u;
const INITIALS_TOO = /^(?:MA|BA|RA|RC|RE)\.?$/;
const HOUSES = [
  ...['gemeente', 'provincie', 'politie', 'openbaar ministerie', 'veiligheidsregio'],
  ...['(?:zorg-? (?:en|&) )?veiligheidshuis', 'riec', 'belastingdienst', 'stichting', 'ggd'],
  ...['ggz', 'omgevingsdienst', 'waterschap', 'ministerie', 'reclassering', 'fiod', 'kmar'],
].join('|');
const HOUSE = new RegExp(String.raw`^(?:${HOUSES})\b`, 'iu');
/** What people call where somebody works, behind a name. In front of one "Om" is a family name. */
const ORGANISATION = new RegExp(String.raw`^(?:om|${HOUSES})\b`, 'iu');
/** "Sam de Vries namens gemeente Alkmaar", with no sign between. */
const BEHIND = new RegExp(
  String.raw`^(\S+ (?:\S+ ){0,8}?\S+) (?:namens |van de |van )?((?:${HOUSES})\b.*)$`,
  'iu',
);
// The name somebody had before, or has by marriage.
const OTHER_NAME = / (?:geb\.?|geboren|e\/v|e\.v\.|echtgenote van) /i;

export const isOrganisation = (text: string): boolean => ORGANISATION.test(text);
export const isHouse = (text: string): boolean => HOUSE.test(text);

/** Takes out what people and programs write around a name. */
export function withoutNoise(text: string): PlainName {
  const asides: string[] = [];
  const aside = (_: string, inside: string): string => {
    if (inside.trim()) asides.push(inside.trim());
    return ' ';
  };
  let name = withoutNumber(text)
    .replace(/["“”„«»]/g, ' ')
    // How a mailing list writes somebody who wrote to it.
    .replace(/^\s*'(.+)'\s+via\s.+$|^(\S.*\S)\s+via\s+\p{L}.*$/iu, '$1$2')
    .replace(/[([{]([^()[\]{}]*)[)\]}]/g, aside)
    // A bracket that never began.
    .replace(/(?<=\p{L}\p{L})[)\]}]/gu, ' ');
  const open = name.search(/[([{]/);
  if (open >= 0) {
    aside('', name.slice(open + 1));
    name = name.slice(0, open);
  }
  const bar = name.search(/[|;]|\s[/@]\s/);
  if (bar >= 0) {
    aside('', name.slice(bar + 1).replace(/^\s?[/@]\s/, ''));
    name = name.slice(0, bar);
  }
  name = name.replace(/^\s*'([^']*)'\s*$/, '$1').trim();
  for (let before = ''; before !== name;) {
    before = name;
    name = name.replace(LEAD, '');
  }
  const hyphen = /\s[-–—]\s/.exec(name)?.index ?? name.length;
  const [before, after] = [name.slice(0, hyphen).trim(), name.slice(hyphen + 2).trim()];
  if (isOrganisation(after)) {
    asides.push(after);
    name = before;
  } else if (after && isHouse(before)) {
    asides.push(before);
    name = after;
  }
  const [, own, house] = name.includes(',') ? [] : (BEHIND.exec(name.replace(/\s+/g, ' ')) ?? []);
  if (own && house) {
    asides.push(house);
    name = own;
  }
  const other = OTHER_NAME.exec(name)?.index ?? -1;
  if (name.slice(0, Math.max(0, other)).includes(' ')) name = name.slice(0, other);
  name = withoutEnd(name);
  return { name: tidy(name), aside: asides.join(' ').trim() };
}

// "Sam de Vries:" and "Kees Bakker -".
function withoutEnd(name: string): string {
  const letters = Array.from(name);
  while (letters.length > 0 && !ENDS_NAME.test(letters.at(-1) ?? '')) letters.pop();
  return letters.join('');
}

// "S.de Vries" and "J. v. d. Berg" as "S. de Vries" and "J. v.d. Berg"; accents that stand for apostrophes.
const tidy = (name: string): string =>
  joinedHyphens(name)
    .replace(/(?<=\p{L})[´`](?=\p{L})/gu, "'")
    .replace(/^((?:\p{Lu}\p{Ll}?\.){1,6})(?=['’]?\p{L}{2})/u, '$1 ')
    .replace(/(?<=^|[.\s])(?:v\.\s?d\.|v d)\s?(?=\p{Lu}|,|$)/giu, ' v.d. ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=,)/g, '')
    .trim();

/** "Smit – Bakker" and "Smit- Bakker" are one double name. */
export const joinedHyphens = (name: string): string =>
  name
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/--/g, '-')
    .replace(/(?<=\p{L})(?:\s+[-–—]\s*|\s*[-–—]\s+|[–—])(?=\p{L})/gu, '-');

export function withoutTitles(name: string): string {
  let rest = name;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(TITLE, '');
  }
  return rest;
}

/** Of two words the last is a name, whatever else it may be: "LI MA". */
export function withoutDegrees(name: string): string {
  const words = name.split(' ');
  while (words.length > 2 && isDegree(words.at(-1) ?? '')) words.pop();
  return words.join(' ');
}

/** Whether a word is a degree for sure; "MA" may be somebody's initials. */
export const isDegree = (word: string, isSure = false): boolean =>
  DEGREE.test(word) && !(isSure && INITIALS_TOO.test(word));
