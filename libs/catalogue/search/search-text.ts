import type { Params } from '@academie/platform';

export { Params } from '@academie/platform';

/**
 * How much of the search words must be found in a title for it to be a match in spite of a typo.
 * "bibbo" against "Basistraining Wet Bibob" is 0.5; unrelated words of five letters stay below 0.4.
 */
const LIKE_ENOUGH = 0.45;

/** A condition on a course `c`: these words are in its title, perhaps mistyped. */
export const likeTitle = (words: string): string =>
  `word_similarity(lower(${words}), lower(c.title)) >= ${LIKE_ENOUGH}`;

/** Conditions on a course `c` for search words: Dutch word stems, or a title that looks like it. */
export function searchOf(q: string, params: Params): { where: string; rank: string } {
  const words = params.add(q);
  const query = `websearch_to_tsquery('dutch', ${words})`;
  const whole = `similarity(lower(${words}), lower(c.title))`;
  const where = `(c.search @@ ${query} OR ${likeTitle(words)})`;
  return {
    where,
    rank: `(c.search @@ ${query}) DESC,
      CASE WHEN ${where} THEN ts_rank(c.search, ${query}) + ${whole} ELSE 0 END DESC`,
  };
}
