import { readYaml } from '../files/files';

const { words, prepositions, articles, attached } = readYaml<Record<string, string[]>>(
  'libs/platform/names/prefixes.yaml',
) as Record<'words' | 'prepositions' | 'articles' | 'attached', string[]>;
const WORDS = new Set(words);
const PREPOSITIONS = new Set(prepositions);
const ARTICLES = new Set(articles);

const plain = (word: string | undefined): string =>
  (word ?? '').toLowerCase().replace(/[’‘`´]/g, "'");

/** How many words from `from` on are a prefix: 2 for "van der Berg", 0 for "Berg" and for "In". */
export function prefixLength(parts: readonly string[], from = 0): number {
  let at = from;
  for (;;) {
    if (WORDS.has(plain(parts[at]))) at += 1;
    else if (PREPOSITIONS.has(plain(parts[at])) && ARTICLES.has(plain(parts[at + 1]))) at += 2;
    else return at - from;
  }
}

/** A family name with its prefix apart: "van der Berg", "Berg van der" and "Berg, van der" alike. */
export function splitFamilyName(text: string): { prefix: string; familyName: string } {
  const parts = text.replace(/,/g, ' ').split(' ').filter(Boolean);
  const before = prefixLength(parts);
  if (before === parts.length) return { prefix: '', familyName: parts.join(' ') };
  if (before > 0) return apart(parts.slice(0, before), parts.slice(before));
  const after = trailingPrefix(parts);
  if (after > 0) return apart(parts.slice(-after), parts.slice(0, -after));
  const [first = ''] = parts;
  const joined = attached.find((one) => plain(first).startsWith(one) && first.length > one.length);
  return joined
    ? { prefix: first.slice(0, joined.length), familyName: text.slice(joined.length) }
    : { prefix: '', familyName: parts.join(' ') };
}

/** How many words at the end are a prefix: 2 for "Berg van der". The first word never is one. */
export function trailingPrefix(parts: readonly string[]): number {
  for (let from = 1; from < parts.length; from += 1)
    if (prefixLength(parts, from) === parts.length - from) return parts.length - from;
  return 0;
}

/** A family name as it is kept: "van der Berg", "d'Hont". */
export const withPrefix = (prefix: string, familyName: string): string =>
  /['’]$/.test(prefix) && attached.includes(plain(prefix))
    ? `${prefix}${familyName}`
    : [prefix, familyName].filter(Boolean).join(' ');

const apart = (
  prefix: readonly string[],
  name: readonly string[],
): { prefix: string; familyName: string } => ({
  prefix: prefix.join(' '),
  familyName: name.join(' '),
});
