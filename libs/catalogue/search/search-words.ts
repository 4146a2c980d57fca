import { readYaml } from '@academie/platform';

import type { CourseKind, Mode } from '../course/course.entity';

/** The words of search-words.yaml, as its comments explain them. */
interface Vocabulary {
  months: string[];
  months_short: string[];
  months_also: Record<string, number>;
  weekdays: string[];
  days: Record<string, number>;
  this: string[];
  coming: string[];
  next: string[];
  week: string[];
  month: string[];
  weekend: string[];
  modes: Record<string, Mode[]>;
  kinds: Record<string, CourseKind[]>;
}

export const VOCABULARY = readYaml<Vocabulary>('libs/catalogue/search/search-words.yaml');

/** More words than this nobody means; the rest is left out. */
const MOST_WORDS = 10;

/** Lower case and without accents, as words are compared: "Île" as "ile". */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/**
 * The words of what was typed, plain; signs between them are left out, those inside stay: "e-learning",
 * "3-12-2026".
 */
export const wordsOf = (text: string): string[] =>
  (plain(text).match(/[\p{L}\p{N}]+(?:['’.\-/][\p{L}\p{N}]+)*/gu) ?? []).slice(0, MOST_WORDS);
