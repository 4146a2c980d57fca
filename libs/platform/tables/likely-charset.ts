import iconv from 'iconv-lite';

/**
 * In which programs write CSV: Excel on Windows, as MS-DOS and on a Macintosh, older programs of a register, and
 * Excel in Turkey and in Central Europe. The first one wins a draw.
 */
const CHARSETS = [
  'win1252',
  'cp850',
  'macroman',
  'iso-8859-15',
  'win1254',
  'win1250',
  'iso-8859-2',
] as const;
/** Letters beyond ASCII that say enough. */
const ENOUGH = 5000;
/** How common a letter is in names here; what is missing is rare. */
const COMMON = new Map(
  [
    { letters: 'éë', weight: 5 },
    { letters: 'öüïçè', weight: 4 },
    { letters: 'áóí', weight: 3 },
    { letters: 'ñêàâäôûîšžşğıčćđłńśźżąęø', weight: 2 },
    { letters: 'ő', weight: 2.5 },
    { letters: 'åæãõìòùúÿßœřěůţăű', weight: 1 },
    { letters: 'ý', weight: 0 },
  ].flatMap(({ letters, weight }) => Array.from(letters, (letter) => [letter, weight] as const)),
);
const SENSELESS = -20;

type Kind = 'none' | 'lower' | 'upper' | 'digit' | 'space' | 'sign';

interface Reading {
  charset: string;
  letters: string[];
  kinds: Kind[];
  score: number;
}

/** The single-byte encoding that makes most sense of the letters of a text beyond ASCII. */
export function likelyCharset(content: Buffer): string {
  const readings = CHARSETS.map(readingOf);
  let seen = 0;
  for (let at = 0; at < content.length && seen < ENOUGH; at += 1) {
    const byte = content[at] ?? 0;
    if (byte < 0x80) continue;
    seen += 1;
    const [before, after] = [content[at - 1] ?? 0x20, content[at + 1] ?? 0x20];
    for (const reading of readings) reading.score += senseOf(reading, before, byte, after);
  }
  // Only an old Macintosh ends lines with a bare CR.
  if (content.includes(0x0d) && !content.includes(0x0a))
    for (const reading of readings) if (reading.charset === 'macroman') reading.score += 5;
  return readings.reduce((best, one) => (one.score > best.score ? one : best)).charset;
}

function readingOf(charset: string): Reading {
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const letters = Array.from(iconv.decode(every, charset));
  return { charset, letters, kinds: letters.map(kindOf), score: 0 };
}

function kindOf(letter: string): Kind {
  if (letter === '\uFFFD') return 'none';
  if (/\p{Lu}/u.test(letter)) return 'upper';
  if (/\p{Ll}/u.test(letter)) return 'lower';
  if (/\d/.test(letter)) return 'digit';
  return /\s/.test(letter) ? 'space' : 'sign';
}

const isLetter = (kind: Kind): boolean => kind === 'lower' || kind === 'upper';

function senseOf({ letters, kinds }: Reading, before: number, byte: number, after: number): number {
  const kind = kinds[byte] ?? 'none';
  const [left, right] = [kinds[before] ?? 'none', kinds[after] ?? 'none'];
  const letter = letters[byte] ?? '';
  if (kind === 'none') return SENSELESS;
  if (kind === 'space') return 0;
  if (kind === 'sign') return senseOfSign(letter, left, right, letters[after] ?? '');
  const next = (letters[after] ?? '').toLowerCase();
  const common = (COMMON.get(lower(letter)) ?? -2) + nextTo(letter, letters[before] ?? '', next);
  if (!isLetter(left) && !isLetter(right)) return common - 3;
  // "RenÄ" and "JOSâ": a capital inside a word, and none in a word of capitals.
  if (kind === 'upper' && left === 'lower') return common - 8;
  if (kind === 'lower' && left === 'upper' && right === 'upper') return common - 5;
  // Names begin with a capital.
  if (kind === 'lower' && !isLetter(left)) return common - 4;
  // Before another consonant: "Hernçndez".
  return /[çñ]/i.test(letter) && /[b-df-hj-np-tv-z]/.test(next) ? common - 3 : common;
}

/** Of the capital with a dot too, that JavaScript takes for two characters. */
const lower = (letter: string): string => (letter === 'İ' ? 'ı' : letter.toLowerCase());

const VOWEL = /[aeiouyáéíóúäëïöüàèìòùâêîôûøæ]/i;

// Where one letter stands and another does not: "Kovaèeviæ", "Jiøí", "Èapek", "Weiá", and "Simões".
function nextTo(letter: string, before: string, next: string): number {
  const isEnd = !/\p{L}/u.test(next);
  if (/[æ]/i.test(letter)) return isEnd ? -5 : 0;
  if (/[è]/i.test(letter)) return isEnd || VOWEL.test(next) ? -4 : 0;
  if (/[ø]/i.test(letter)) return VOWEL.test(before) || VOWEL.test(next) ? -4 : 0;
  if (letter === 'á') return isEnd || VOWEL.test(next) ? -3 : 0;
  return letter === 'õ' && next === 'e' ? 3 : 0;
}

function senseOfSign(sign: string, left: Kind, right: Kind, next: string): number {
  const inside = isLetter(left) && isLetter(right);
  // "O’Brien", "’t Hart"
  if (/[’‘]/.test(sign)) {
    if (inside) return right === 'upper' ? 3 : -1;
    return !isLetter(left) && right === 'lower' && !VOWEL.test(next) ? 3 : -1;
  }
  if (/[–—]/.test(sign)) return inside ? 0 : left === 'space' && right === 'space' ? 3 : 1;
  if (/[“”„«»…•·]/.test(sign)) return inside ? -4 : 0.5;
  if (/[€£§°©®½¼²³±×]/.test(sign)) return isLetter(left) || isLetter(right) ? -4 : 1;
  return -5;
}
