import type { CatalogueFilter } from './catalogue-filter';
import { conditionsOf } from './catalogue-search';
import type { Asked } from './search-terms';
import { Params } from './search-text';

/** Stands for "one of the offerings is there" while a statement is put together. */
const HAS = '{has}';

/** How many courses each of these filters finds, in one statement; search words are not among them. */
export function countsSql(
  filters: readonly CatalogueFilter[],
  at: Date,
  asked: Asked,
): { text: string; params: unknown[] } {
  const params = new Params();
  const now = params.add(at);
  const counts = filters.map((filter) => {
    const { offerings, courses } = conditionsOf(filter, { at, now, has: HAS }, asked, params);
    const has = `EXISTS (SELECT FROM catalogue.offering o WHERE o.course_id = c.id AND ${offerings.join(' AND ')})`;
    // Named in each count, so that every parameter has a type; where nothing asks it, it costs nothing.
    const where = [...courses, `(true OR ${HAS})`].join(' AND ').replaceAll(HAS, () => has);
    return `(SELECT count(*)::int FROM catalogue.course c WHERE ${where})`;
  });
  return { params: params.values, text: `SELECT ARRAY[${counts.join(',\n')}] AS counts` };
}
