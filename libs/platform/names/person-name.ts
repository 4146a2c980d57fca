import {
  isDegree,
  isHouse,
  isOrganisation,
  joinedHyphens,
  withoutDegrees,
  withoutNoise,
  withoutTitles,
} from './name-noise';
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
const INITIALS = /^(?:\p{Lu}\p{Ll}?\.)+$/u;
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
/** Of these nobody is called by the first word: "El Idrissi". Ben and Al are first names too. */
const FAMILY_ONLY = new Set(['el', 'ait', 'aït', 'ibn', 'ould']);

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
  const employer = parts.findIndex((part, at) =>
    at > 0 ? isOrganisation(part) : isHouse(part) && parts.length > 1,
  );
  const [first = '', ...others] = parts.filter((_, at) => at !== employer);
  const whole = inOrder(first);
  const isWhole = whole.givenName !== '' && whole.familyName !== '';
  const rest = others.filter((part) => !isDegree(part, !isWhole));
  return {
    ...(rest.length === 0 ? whole : familyFirst(first, rest)),
    aside: [aside, parts[employer]].filter(Boolean).join(' '),
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
  const asides = [whole.aside];
  const plain = (text = ''): string => {
    const { name, aside } = withoutNoise(part(text));
    if (aside) asides.push(aside);
    // What holds nothing but signs is left to be asked about.
    return name || part(text);
  };
  const givenParts = withoutTitles(plain(given.givenName)).split(' ');
  const behind = trailingPrefix(givenParts);
  const prefix = part(given.prefix);
  const typed = plain(given.familyName) || familyIn(whole, part(given.givenName));
  const family = splitFamilyName(joinedHyphens(typed));
  return {
    givenName: (behind > 0 ? givenParts.slice(0, -behind) : givenParts).join(' '),
    prefix: prefix || family.prefix || (behind > 0 ? givenParts.slice(-behind).join(' ') : ''),
    familyName: family.familyName,
    aside: asides.filter(Boolean).join(' '),
  };
}

// Beside a column with first names, "Naam" is the whole name or the family name alone.
function familyIn(whole: ReadName, givenName: string): string {
  const { prefix, familyName } = whole;
  return whole.givenName === visibleText(givenName)
    ? [prefix, familyName].filter(Boolean).join(' ')
    : [whole.givenName, prefix, familyName].filter(Boolean).join(' ');
}

// "Vries, Sam de", "Vries de, Sam", "Vries, de, Sam" and "de Vries, Sam".
function familyFirst(family: string, rest: readonly string[]): PersonName {
  const own = splitFamilyName(family);
  const isPrefix = (part: string): boolean =>
    prefixLength(part.split(' ')) === part.split(' ').length;
  const between = rest.find(isPrefix);
  const words = rest
    .filter((part) => part !== between)
    .join(' ')
    .split(' ');
  // "Berg, van den Sanne": no first name begins with a prefix.
  const before = prefixLength(words) < words.length ? prefixLength(words) : 0;
  const given = words.slice(before);
  const behind = trailingPrefix(given);
  const apart = [words.slice(0, before), behind > 0 ? given.slice(-behind) : []];
  return {
    givenName: (behind > 0 ? given.slice(0, -behind) : given).join(' '),
    prefix: own.prefix || between || apart.flat().join(' '),
    familyName: own.familyName,
  };
}

// "BERG Anneke van den", "VAN DIJK Eva": behind words in capitals, that are no initials, comes a first name.
function capitalsFirst(words: readonly string[]): number {
  const small = words.findIndex((word) => !/^[\p{Lu}'’-]{2,}$/u.test(word));
  if (small < 1 || prefixLength(words, small) > 0 || !/\p{Ll}/u.test(words[small] ?? '')) return 0;
  const own = words.slice(prefixLength(words), small);
  const isLed = prefixLength(words) > 0 || FAMILY_BEGINS.has((words[0] ?? '').toLowerCase());
  const isName = (word: string): boolean => /[AEIOUY]/.test(word) && word.length >= (isLed ? 3 : 4);
  return (isLed ? own.some(isName) : isName(own[0] ?? '')) ? small : 0;
}

// "Jansen J.P.", "Brink J. ten": initials at the end are of a name that begins with its family.
function initialsLast(words: readonly string[]): number {
  const end = words.length - trailingPrefix(words);
  const from = words.findIndex((word) => INITIALS.test(word));
  const isLast = from > 0 && words.slice(from, end).every((word) => INITIALS.test(word));
  // "Jansen J." may be somebody who keeps a family name back.
  const isSure =
    end < words.length || prefixLength(words) > 0 || /\..*\./.test(words.slice(from, end).join(''));
  return isLast && isSure && from < end ? from : 0;
}

// "Sam de Vries", "S. J. de Vries", "Sam Vries" and "Sam".
function inOrder(name: string): PersonName {
  const words = name.split(' ').filter(Boolean);
  const family = capitalsFirst(words) || initialsLast(words);
  if (family > 0)
    return familyFirst(words.slice(0, family).join(' '), [words.slice(family).join(' ')]);
  if (prefixLength(words) > 0 && prefixLength(words) < words.length)
    return { givenName: '', ...splitFamilyName(name) };
  if (words.length > 1 && FAMILY_ONLY.has((words[0] ?? '').toLowerCase()))
    return { givenName: '', prefix: '', familyName: name };
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
  const initials = words.findIndex((word) => !INITIALS.test(word));
  const at = initials > 0 ? initials : 1;
  return { givenName: words.slice(0, at).join(' '), ...splitFamilyName(words.slice(at).join(' ')) };
}
