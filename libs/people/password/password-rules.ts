import { unaccented } from '@academie/platform';

import { dictionary } from '@zxcvbn-ts/language-common';

import { PasswordTooCommon, PasswordTooPersonal } from '../people.errors';

/** NIST SP 800-63B-4, section 3.1.1.2: length alone makes a password strong; what makes it weak is named below. */
export const SHORTEST_PASSWORD = 12;
/** A passphrase fits; a longer one would only keep the hash busy. */
export const LONGEST_PASSWORD = 200;

/** The 49,000 commonest passwords that leaked (zxcvbn-ts, MIT). */
const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** Words that anybody would try here, with the Dutch ones that the list has few of. */
const WORDS_OF_HERE = [
  ...['academie', 'nhveilig', 'noordholland', 'veilig', 'veiligheid', 'gemeente', 'politie'],
  ...['wachtwoord', 'welkom', 'geheim', 'inloggen', 'password', 'welcome'],
  ...[
    'lente',
    'zomer',
    'herfst',
    'winter',
    'januari',
    'februari',
    'maart',
    'april',
    'juni',
    'juli',
  ],
  ...['augustus', 'september', 'oktober', 'november', 'december', 'maandag', 'vrijdag'],
];
/** Letters that must be left of a password when all that can be guessed is taken out. */
const LEFT_OVER = 6;
/** Shorter words say nothing: they are part of others. */
const SHORTEST_WORD = 4;

/**
 * Holds a new password against what others would try first. `about` are texts that belong to the person: names,
 * addresses, organisations. No rules on kinds of signs: they make passwords that people write down.
 * @throws PasswordTooCommon, PasswordTooPersonal
 */
export function mustBeHardToGuess(password: string, about: readonly string[]): void {
  const typed = password.toLowerCase();
  if (isCommon(typed)) throw new PasswordTooCommon();
  const own = about.flatMap((text) => unaccented(text).split(/[^a-z]+/));
  const known = [...new Set([...own, ...(own.length > 0 ? [own.join('')] : []), ...WORDS_OF_HERE])]
    .filter((word) => word.length >= SHORTEST_WORD)
    .sort((a, b) => b.length - a.length);
  const letters = unaccented(typed).replace(/[^a-z]/g, '');
  const left = known.reduce((rest, word) => rest.replaceAll(word, ''), letters);
  // A password without letters is judged by the list and by its variety alone.
  if (letters.length >= SHORTEST_WORD && left.length < LEFT_OVER) throw new PasswordTooPersonal();
}

// Common ones get no better by being typed twice, or with digits and signs around them.
function isCommon(typed: string): boolean {
  const letters = [...typed.matchAll(/[a-z]/g)].map(({ index }) => index);
  const base = typed.slice(letters[0], (letters.at(-1) ?? -1) + 1);
  const once = [typed, base].flatMap((text) => [text, onceOf(text)]);
  return new Set(typed).size < 5 || isRow(typed) || once.some((text) => COMMON.has(text));
}

/** What is typed over and over: `abcabc` is `abc`. */
function onceOf(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1);
  return at > 0 ? text.slice(0, at) : text;
}

/** Signs that follow each other, as 123456789012 and abcdefghijkl do. */
function isRow(text: string): boolean {
  const steps = Array.from(
    { length: text.length - 1 },
    (_, at) => text.charCodeAt(at + 1) - text.charCodeAt(at),
  );
  return steps.filter((step) => step === 1 || step === -9 || step === -1).length >= text.length - 2;
}
