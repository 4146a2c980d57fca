import { visibleText } from './plain-text';
import { prefixLength, splitFamilyName, trailingPrefix } from './prefix';

/** Somebody's name; each part may be ''. The prefix stands apart: Sam, van der, Berg. */
export interface PersonName {
  givenName: string;
  prefix: string;
  familyName: string;
}

/** A name and what stood beside it: "Gemeente Alkmaar" in brackets or after a bar. */
export interface ReadName extends PersonName {
  aside: string;
}

/** No name is longer; a cell of thousands of letters is a slip. */
const LONGEST = 300;
const NOBODY: ReadName = { givenName: '', prefix: '', familyName: '', aside: '' };
// A bullet, a number, "Aan:", "Trainer:", "T.a.v.": nothing of it is a name.
const LEAD =
  /^(?:[^\p{L}\p{N}'’‘`´]+|\d{1,3}[.)](?:\s+|$)|[a-z]\)\s+|(?:t\.?a\.?v|t\.?n\.?v)\.?\s+|[\p{L}.-]{2,20}(?: van)? ?:\s*)/iu;
/** What may end a name: a letter, a number, a dot, an apostrophe. */
const ENDS_NAME = /[\p{L}\p{M}\p{N}.'’]/u;
const TITLE =
  /^(?:de heer|heer|dhr|mevrouw|mevr|mw|mej|meneer|mr|mrs|ms|miss|dr|drs|prof|ir|ing|bc|ds|fam|familie)(?:\.\s*|\s+)(?=[^\s,])/iu;
// "MA" in capitals only: "M.A." and "Ma" are somebody's first names.
const DEGREE =
  /^(?:[Bb][Ss]c|[Mm][Ss]c|M[Ee]ng|P[Hh]D|BBA|MBA|LLB|LLM|MPA|MSW|BSW|MA|BA|RA|RC)\.?$/u;
const ORGANISATION =
  /^(?:gemeente|provincie|politie|om|openbaar ministerie|veiligheidsregio|veiligheidshuis|zorg- en veiligheidshuis|riec|belastingdienst|stichting|ggd|ggz|omgevingsdienst|waterschap|ministerie|reclassering|fiod|kmar)\b/iu;
// Where a family name of several words begins that is no Dutch prefix: "Mohamed Amin El Idrissi".
const FAMILY_BEGINS = new Set([
  'el',
  'al',
  'ait',
  'aït',
  'ben',
  'bin',
  'ibn',
  'abu',
  'abou',
  'ould',
]);

/**
 * A person's name from how people and programs write one: "Sam de Vries", "Vries, Sam de", "Vries de, Sam",
 * "Dhr. S. de Vries (Gemeente Alkmaar)", "Jansen - Bakker, Piet | Alkmaar".
 */
export function readName(text: string): ReadName {
  if (text.length > LONGEST) return NOBODY;
  const { name, aside } = withoutNoise(visibleText(text));
  const parts = name
    .split(',')
    .map((part) => withoutDegrees(withoutTitles(part.trim())))
    .filter(Boolean);
  const [first = '', ...others] = parts;
  const employer = others.findIndex((part) => ORGANISATION.test(part));
  const rest = others.filter((_, index) => index !== employer);
  return {
    ...(rest.length === 0 ? inOrder(first) : familyFirst(first, rest)),
    aside: [aside, others[employer]].filter(Boolean).join(' '),
  };
}

/**
 * A name of which the parts stand in columns of their own. What people put in a wrong one is put right: a
 * prefix behind either name, a title, a whole name where the family name is asked.
 */
export function readNameParts(given: Partial<PersonName> & { whole?: string }): ReadName {
  const whole = readName(given.whole ?? '');
  if (!given.givenName && !given.familyName) return whole;
  const part = (text = ''): string => visibleText(text.slice(0, LONGEST));
  const givenParts = withoutTitles(part(given.givenName)).split(' ');
  const behind = trailingPrefix(givenParts);
  const prefix = part(given.prefix);
  const typed = part(given.familyName) || familyIn(whole, part(given.givenName));
  const family = splitFamilyName(joinedHyphens(typed));
  return {
    givenName: (behind > 0 ? givenParts.slice(0, -behind) : givenParts).join(' '),
    prefix: prefix || family.prefix || (behind > 0 ? givenParts.slice(-behind).join(' ') : ''),
    familyName: family.familyName,
    aside: whole.aside,
  };
}

// Beside a column with first names, "Naam" is the whole name or the family name alone.
function familyIn(whole: ReadName, givenName: string): string {
  const { prefix, familyName } = whole;
  return whole.givenName === visibleText(givenName)
    ? [prefix, familyName].filter(Boolean).join(' ')
    : [whole.givenName, prefix, familyName].filter(Boolean).join(' ');
}

function withoutNoise(text: string): { name: string; aside: string } {
  const asides: string[] = [];
  const keep = (_: string, inside: string): string => {
    asides.push(inside.trim());
    return ' ';
  };
  let name = text.replace(/["“”„«»]/g, ' ').replace(/[([{]([^()[\]{}]*)[)\]}]/g, keep);
  const bar = name.search(/[|;]|\s[/@]\s/);
  if (bar >= 0) {
    asides.push(
      name
        .slice(bar + 1)
        .replace(/^\s?[/@]\s/, '')
        .trim(),
    );
    name = name.slice(0, bar);
  }
  name = name.replace(/^\s*'([^']*)'\s*$/, '$1').trim();
  for (let before = ''; before !== name;) {
    before = name;
    name = name.replace(LEAD, '');
  }
  const hyphen = /\s[-–—]\s/.exec(name)?.index ?? name.length;
  const employer = name.slice(hyphen + 2).trim();
  if (ORGANISATION.test(employer)) {
    asides.push(employer);
    name = name.slice(0, hyphen);
  }
  name = withoutEnd(name);
  return { name: joinedHyphens(name).replace(/\s+/g, ' ').trim(), aside: asides.join(' ').trim() };
}

// "Sam de Vries:" and "Kees Bakker -".
function withoutEnd(name: string): string {
  const letters = Array.from(name);
  while (letters.length > 0 && !ENDS_NAME.test(letters.at(-1) ?? '')) letters.pop();
  return letters.join('');
}

/** "Smit – Bakker" and "Smit- Bakker" are one double name. */
const joinedHyphens = (name: string): string =>
  name
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/--/g, '-')
    .replace(/(?<=\p{L})(?:\s+[-–—]\s*|\s*[-–—]\s+|[–—])(?=\p{L})/gu, '-');

function withoutTitles(name: string): string {
  let rest = name;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(TITLE, '');
  }
  return rest;
}

const withoutDegrees = (name: string): string =>
  name
    .split(' ')
    .filter((word) => !DEGREE.test(word))
    .join(' ');

// "Vries, Sam de", "Vries de, Sam", "Vries, de, Sam" and "de Vries, Sam".
function familyFirst(family: string, rest: readonly string[]): PersonName {
  const own = splitFamilyName(family);
  const isPrefix = (part: string): boolean =>
    prefixLength(part.split(' ')) === part.split(' ').length;
  const between = rest.find(isPrefix);
  const given = rest
    .filter((part) => part !== between)
    .join(' ')
    .split(' ');
  const behind = trailingPrefix(given);
  return {
    givenName: (behind > 0 ? given.slice(0, -behind) : given).join(' '),
    prefix: own.prefix || between || (behind > 0 ? given.slice(-behind).join(' ') : ''),
    familyName: own.familyName,
  };
}

// "BERG Anneke van den": behind a word in capitals, that is no initials, comes a first name.
const isFamilyInCapitals = ([first = '', second = '', ...rest]: readonly string[]): boolean =>
  /^(?=.*[AEIOUY])[\p{Lu}'’-]{4,}$/u.test(first) &&
  /\p{Ll}/u.test(second) &&
  prefixLength([second, ...rest]) === 0;

// "Sam de Vries", "S. J. de Vries", "Sam Vries" and "Sam".
function inOrder(name: string): PersonName {
  const words = name.split(' ').filter(Boolean);
  if (prefixLength(words) > 0 && prefixLength(words) < words.length)
    return { givenName: '', ...splitFamilyName(name) };
  if (isFamilyInCapitals(words)) return familyFirst(words[0] ?? '', [words.slice(1).join(' ')]);
  for (let at = 1; at < words.length; at += 1) {
    const length = prefixLength(words, at);
    const begins = length > 0 || FAMILY_BEGINS.has((words[at] ?? '').toLowerCase());
    if (begins && at + length < words.length)
      return {
        givenName: words.slice(0, at).join(' '),
        prefix: words.slice(at, at + length).join(' '),
        familyName: words.slice(at + length).join(' '),
      };
  }
  const initials = words.findIndex((word) => !/^(?:\p{Lu}[\p{Ll}]?\.)+$/u.test(word));
  const at = initials > 0 ? initials : 1;
  const family = splitFamilyName(words.slice(at).join(' '));
  return { givenName: words.slice(0, at).join(' '), ...family };
}
