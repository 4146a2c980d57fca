import type { When } from './search-dates';
import type { Asked, Term } from './search-terms';
import { likeTitle, type Params } from './search-text';

/** How the parts of what was typed choose courses `c` and, of each course, the offering `n`. */
export interface TermsSql {
  /** Columns of an offering `o`, one for each part: whether the offering itself fits it. */
  columns: string;
  /** How many parts the offering `o` fits. */
  found: string;
  /** A condition on `c` and `n`: every part is found in one of the two. */
  courses: string;
}

/** Undefined when nothing was typed, or only signs of a search engine. `now` is a parameter's number. */
export function fitsTerms(asked: Asked, now: string, params: Params): TermsSql | undefined {
  const { terms, seesTrainers = false } = asked;
  if (!terms || terms.length === 0) return undefined;
  const numbered = terms.map((term) => ({ term, text: params.add(term.text) }));
  return {
    columns: numbered
      .map(({ term, text }, i) => {
        const fits = offeringFits(term, text, { seesTrainers, now, params });
        return `, (${fits}) AS fits_${i}`;
      })
      .join(''),
    found: numbered.map((_, i) => `o.fits_${i}::int`).join(' + '),
    courses: numbered
      .map(({ term, text }, i) => {
        const fits = courseFits(term, text, params);
        return `(coalesce(n.fits_${i}, false) OR ${fits})`;
      })
      .join(' AND '),
  };
}

// A word that says nothing, as "de" and "in", fits everything. Of a theme its description is read as well: it
// has the words that people use for the subject.
function courseFits({ modes, kinds }: Term, text: string, params: Params): string {
  const query = `plainto_tsquery('dutch', ${text})`;
  return `(${[
    `numnode(${query}) = 0`,
    `c.search @@ ${query}`,
    likeTitle(text),
    `c.id IN (SELECT ct.course_id FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id
       LEFT JOIN catalogue.theme p ON p.id = t.parent_id
      WHERE to_tsvector('dutch', concat_ws(' ', t.name, t.description, p.name, p.description)) @@ ${query})`,
    ...(kinds ? [`c.kind = ANY (${params.add(kinds)})`] : []),
    ...(modes ? [`(n.id IS NULL AND c.mode = ANY (${params.add(modes)}))`] : []),
  ].join(' OR ')})`;
}

interface Around {
  seesTrainers: boolean;
  now: string;
  params: Params;
}

function offeringFits(term: Term, text: string, around: Around): string {
  const { params, seesTrainers } = around;
  const { when, modes, locationIds } = term;
  return [
    ...(when ? [sessionWhere(whenSql(when, params), around)] : []),
    ...(locationIds
      ? [sessionWhere(`s.location_id = ANY (${params.add(locationIds)}::uuid[])`, around)]
      : []),
    ...(modes ? [`o.mode = ANY (${params.add(modes)})`] : []),
    ...(seesTrainers && term.text.length >= SHORTEST_NAME ? [givenBy(text)] : []),
    'false',
  ].join(' OR ');
}

/** Shorter than this and it is part of everybody's name. */
const SHORTEST_NAME = 3;

const sessionWhere = (condition: string, { now }: Around): string =>
  `EXISTS (SELECT 1 FROM catalogue.session s WHERE s.offering_id = o.id AND s.status = 'planned'
     AND s.ends_at > ${now} AND ${condition})`;

const whenSql = (when: When, params: Params): string =>
  'weekday' in when
    ? `extract(isodow FROM s.starts_at AT TIME ZONE 'Europe/Amsterdam') = ${params.add(when.weekday)}::int`
    : `s.starts_at >= ${params.add(when.from)}::timestamptz AND s.starts_at < ${params.add(when.until)}::timestamptz`;

/** Who gives a confidential offering is not found out by searching, though its page tells its participants. */
const givenBy = (text: string): string =>
  `NOT o.confidential AND o.id IN (
     SELECT ot.offering_id FROM catalogue.offering_trainer ot JOIN people.person_name p ON p.id = ot.person_id
      WHERE p.status = 'active' AND ' ' || ${plainSql('p.name')} LIKE '% ' || ${text} || '%')`;

/** Lower case and without accents, as `plain` of search-words.ts does it. */
export const plainSql = (column: string): string =>
  `regexp_replace(normalize(lower(${column}), NFD), '[\\u0300-\\u036f]', '', 'g')`;
