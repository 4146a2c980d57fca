import type { MeetingPerson } from '../meeting-report/meeting-report';

/** Somebody with a place, by all names and addresses the academie knows. */
export interface Expected {
  enrolmentId: string;
  name: string;
  organisation: string | null;
  addresses: string[];
}

export type Match =
  /** By an address, or by a name that only one of them has. */
  | { kind: 'found'; by: 'address' | 'name'; enrolmentId: string }
  /**
   * These may be meant: two of one name, a name that is not quite the same, or one that the report has
   * more than once (`repeated`).
   */
  | { kind: 'unsure'; enrolmentIds: string[]; repeated?: true }
  | { kind: 'unknown' };

// "Sanne van der Berg (Gast)", "Berg, Sanne van der | Alkmaar".
const ASIDE = /\(.*?\)|\[.*?\]|\||[–—].*$/g;

/** The words of a name, whatever their order, accents, capitals and what a meeting adds to it. */
export const wordsOf = (name: string): string[] =>
  name
    .split('|', 1)[0]
    ?.replace(ASIDE, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .sort() ?? [];

/** The same words, in any order; a name of one word is the same as itself too. */
export const isSameName = (a: string, b: string): boolean =>
  wordsOf(a).join(' ') === wordsOf(b).join(' ') && wordsOf(a).length > 0;

/** Whom the report means. What two people could claim is left to whoever was there. */
export function matchOf(
  person: Pick<MeetingPerson, 'name' | 'email'> &
    Partial<Pick<MeetingPerson, 'caller' | 'repeated'>>,
  expected: readonly Expected[],
): Match {
  const { email } = person;
  if (person.caller) return { kind: 'unknown' };
  const byAddress = email && expected.find(({ addresses }) => addresses.includes(email));
  if (byAddress) return { kind: 'found', by: 'address', enrolmentId: byAddress.enrolmentId };
  const words = wordsOf(person.name);
  if (words.length === 0) return { kind: 'unknown' };
  // Zoom shows "Sanne (Sanne van der Berg)": a name somebody chose, and the one of the account.
  const [, original = ''] = /\(([^()]+)\)/.exec(person.name) ?? [];
  const byOriginal = expected.filter(({ name }) => isSameName(name, original));
  const same = expected.filter(({ name }) => isSameName(name, person.name)).concat(byOriginal);
  const [only] = same;
  if (person.repeated && only)
    return {
      kind: 'unsure',
      enrolmentIds: same.map(({ enrolmentId }) => enrolmentId),
      repeated: true,
    };
  if (same.length === 1 && only && wordsOf(only.name).length > 1)
    return { kind: 'found', by: 'name', enrolmentId: only.enrolmentId };
  const alike =
    same.length > 0 ? same : expected.filter(({ name }) => isAlike(words, wordsOf(name)));
  return alike.length > 0
    ? { kind: 'unsure', enrolmentIds: alike.map(({ enrolmentId }) => enrolmentId) }
    : { kind: 'unknown' };
}

/** All words of the shorter name are in the longer one: "Sanne Berg", or only "Sanne". */
function isAlike(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length > 0 && short.every((word) => word.length > 1 && long.includes(word));
}
