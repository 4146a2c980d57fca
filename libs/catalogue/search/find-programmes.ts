import type { ProgrammeHead } from '../programme/programme.queries';
import type { CatalogueFilter } from './catalogue-filter';
import type { Reference } from './catalogue.queries';
import { plain, wordsOf } from './search-words';

const MOST = 5;

/**
 * The programmes that fit the words and the theme of a search, for its first page; a programme has no date, place
 * or form of its own.
 */
export function findProgrammes(
  { q, theme, page }: Pick<CatalogueFilter, 'q' | 'theme' | 'page'>,
  { themes, programmes }: Pick<Reference, 'themes' | 'programmes'>,
): object[] {
  if (page > 1 || (q === '' && theme === undefined)) return [];
  const words = wordsOf(q);
  const led = themes.find(({ slug }) => slug === theme);
  const slugs = new Set(
    themes
      .filter(({ id, parentId }) => led && [id, parentId].includes(led.id))
      .map(({ slug }) => slug),
  );
  return programmes
    .filter(
      (programme) => theme === undefined || programme.themes.some(({ slug }) => slugs.has(slug)),
    )
    .filter((programme) => hasAll(programme, words))
    .slice(0, MOST)
    .map(({ slug, title, summary }) => ({
      heading: title,
      href: `/leergangen/${slug}`,
      meta: summary,
    }));
}

/** Whether all words are in what a programme is called, says or consists of; "leergang" is in each. */
export function hasAll(
  { title, summary, courses }: Pick<ProgrammeHead, 'title' | 'summary' | 'courses'>,
  words: readonly string[],
): boolean {
  const text = plain(['leergang leerlijn', title, summary, ...courses].join(' '));
  return words.every((word) => text.includes(word));
}
