import { dateInWords, type When } from './search-dates';
import type { Sight } from '../admission/admission.queries';
import { plain, VOCABULARY, wordsOf } from './search-words';
import type { CourseKind, Mode } from '../course/course.entity';

/** A place where sessions are held, with the words by which it is found. */
export interface KnownPlace {
  id: string;
  /** Its own name. */
  name: string;
  /** Short name of its municipality: "Den Helder". */
  municipality: string;
  /** Safety region of the municipality, where it has one. */
  region: string | null;
}

/** A part of what was typed, with all that it may mean; a course fits when one of these does. */
export interface Term {
  /** Plain words: one, or several that are one date or one place. */
  text: string;
  when?: When;
  modes?: Mode[];
  kinds?: CourseKind[];
  /** Locations whose name, municipality or region it names. */
  locationIds?: string[];
}

/** What was typed, read; and what the reader may know. */
export interface Asked {
  terms?: readonly Term[] | undefined;
  /** Who gives a course. */
  seesTrainers?: boolean;
  /** Who reads it; for what is meant for that person. */
  personId?: string | undefined;
  /** What of all that is confidential; nothing when left out. */
  sight?: Sight;
}

const MODES = new Map(Object.entries(VOCABULARY.modes));
const KINDS = new Map(Object.entries(VOCABULARY.kinds));
/** The longest name of a place, in words. */
const LONGEST_PLACE = 4;
/** "de" and "en" name no place by themselves. */
const SHORTEST = 3;

/**
 * What was typed, in parts that each have to fit. Undefined for the signs of a search engine ("quotes", -without,
 * or): those are for the text of a course alone.
 */
export function termsOf(
  typed: string,
  places: readonly KnownPlace[],
  now: Date,
): Term[] | undefined {
  if (/"|(?:^|\s)-\w|\sor\s/i.test(typed)) return undefined;
  const words = wordsOf(typed);
  const known = places.map((place) => ({ ...place, words: wordsOfPlace(place) }));
  const terms: Term[] = [];
  for (let at = 0; at < words.length;) {
    const rest = words.slice(at);
    const date = dateInWords(rest, now);
    const length = date?.length ?? placeLength(rest, known);
    const text = rest.slice(0, length).join(' ');
    terms.push({ text, ...(date && { when: date.when }), ...meaningOf(text, known) });
    at += length;
  }
  return terms;
}

type Known = KnownPlace & { words: Set<string> };

function meaningOf(text: string, known: readonly Known[]): Omit<Term, 'text' | 'when'> {
  const parts = partsOf(text);
  const named = text.length >= SHORTEST;
  const here = known.filter(({ words }) => named && parts.every((one) => words.has(one)));
  return {
    ...(MODES.has(text) && { modes: MODES.get(text) ?? [] }),
    ...(KINDS.has(text) && { kinds: KINDS.get(text) ?? [] }),
    ...(here.length > 0 && { locationIds: here.map(({ id }) => id) }),
  };
}

/** How many words from here on are the name of a municipality of several words; else 1. */
function placeLength(words: readonly string[], known: readonly Known[]): number {
  for (let length = Math.min(LONGEST_PLACE, words.length); length > 1; length -= 1) {
    const text = partsOf(words.slice(0, length).join(' ')).join(' ');
    if (known.some(({ municipality }) => partsOf(plain(municipality)).join(' ') === text))
      return length;
  }
  return 1;
}

const wordsOfPlace = ({ name, municipality, region }: KnownPlace): Set<string> =>
  new Set(partsOf(plain(`${name} ${municipality} ${region ?? ''}`)));

const partsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
