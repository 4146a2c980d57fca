import { LOST_LETTER, onceFor, readName } from '@academie/platform';

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

/** The words of a name, whatever their order, accents, capitals and what a meeting adds to it. */
export function wordsOf(name: string): string[] {
  const { givenName, prefix, familyName } = readName(name);
  return `${givenName} ${prefix} ${familyName}`
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .sort();
}

/** The same words, in any order; a name of one word is the same as itself too. */
export const isSameName = (a: string, b: string): boolean => isSame(wordsOf(a), wordsOf(b));

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && a.join(' ') === b.join(' ');

/** Whom the report means. What two people could claim is left to a person who was there. */
export function matchOf(
  person: Pick<MeetingPerson, 'name' | 'email'> &
    Partial<Pick<MeetingPerson, 'caller' | 'repeated' | 'hidden'>>,
  expected: readonly Expected[],
): Match {
  const match = likelyMatch(person, expected);
  return person.hidden && match.kind === 'found'
    ? { kind: 'unsure', enrolmentIds: [match.enrolmentId] }
    : match;
}

function likelyMatch(
  { name, email, caller, repeated }: Parameters<typeof matchOf>[0],
  expected: readonly Expected[],
): Match {
  if (caller) return { kind: 'unknown' };
  const byAddress = email && expected.find(({ addresses }) => addresses.includes(email));
  if (byAddress) return { kind: 'found', by: 'address', enrolmentId: byAddress.enrolmentId };
  const words = wordsOf(name);
  // A name with a letter that was lost may be anybody's.
  if (words.length === 0 || name.includes(LOST_LETTER)) return { kind: 'unknown' };
  // Zoom shows "Sanne (Sanne van der Berg)": a name somebody chose, and the one of the account.
  const [, original = ''] = /\(([^()]+)\)/.exec(name) ?? [];
  const others = wordsOf(original);
  const same = expected.filter((one) => {
    const own = wordsOfExpected(one);
    return isSame(own, words) || isSame(own, others);
  });
  const [only] = same;
  if (repeated && only)
    return {
      kind: 'unsure',
      enrolmentIds: same.map(({ enrolmentId }) => enrolmentId),
      repeated: true,
    };
  if (same.length === 1 && only && wordsOfExpected(only).length > 1)
    return { kind: 'found', by: 'name', enrolmentId: only.enrolmentId };
  const alike =
    same.length > 0 ? same : expected.filter((one) => isAlike(words, wordsOfExpected(one)));
  return alike.length > 0
    ? { kind: 'unsure', enrolmentIds: alike.map(({ enrolmentId }) => enrolmentId) }
    : { kind: 'unknown' };
}

// Everybody of a report is compared with everybody enrolled: a name is read once.
const wordsOfExpected = onceFor((one: Expected) => wordsOf(one.name));

/** All words of the shorter name are in the longer one: "Sanne Berg", "S. Berg", or only "Sanne". */
function isAlike(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return (
    short.some((word) => word.length > 1 && long.includes(word)) &&
    short.every((word) => long.some((other) => other === word || isInitial(word, other)))
  );
}

const isInitial = (a: string, b: string): boolean =>
  (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
