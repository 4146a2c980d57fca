import { dayOf, isDay, isId } from '@academie/platform';

import type { ActFilter } from '../act/act-filter';
import type { ActKinds } from '../kind/act-kinds';
import { ACT_SORTS, type ActSort } from '../act/act-list';

export const PAGE_SIZE = 25;
/** Nobody leafs further; an offset beyond it would only make the database count. */
const LAST_PAGE = 400;

const SORT_WORDS: Record<ActSort, string> = {
  date: 'datum',
  kind: 'soort',
  recorded: 'vastgelegd',
  quantity: 'aantal',
};

const RETRACTED = [
  { word: 'alleen', means: 'only' },
  { word: 'alle', means: 'all' },
] as const;

/** The grades that a word in the address stands for; `AB` is what counts for a target, bare totals left out. */
export const GRADES: Readonly<Record<string, readonly string[]>> = {
  AB: ['A', 'B'],
  A: ['A'],
  B: ['B'],
  C: ['C'],
};
/** Stands in the address for: no team or no municipality was given. */
export const NOT_GIVEN = 'geen';

/** What the address of the list asks for. What makes no sense there is left out. */
export interface ListQuery {
  filter: ActFilter;
  sort: ActSort;
  ascending: boolean;
  /** From 1. */
  page: number;
  /** The parameters as they stand in the address, without the page. */
  words: Record<string, string>;
}

/** Reads the address of the list; links are shared and typed over. */
export function readListQuery(query: Record<string, unknown>, kinds: ActKinds): ListQuery {
  const kind = kinds.get(queryText(query.soort));
  const team =
    kind && queryText(query.team) === NOT_GIVEN
      ? NOT_GIVEN
      : kind?.teams.find(({ code }) => code === queryText(query.team))?.code;
  const time = queryText(query.maand);
  const days = daysOf(time);
  const place = queryText(query.gemeente);
  const organisationId = isId(place) || place === NOT_GIVEN ? place : undefined;
  const grade = Object.keys(GRADES).find((one) => one === query.betrouwbaar);
  const retracted = RETRACTED.find(({ word }) => word === query.ingetrokken);
  const sort = ACT_SORTS.find((one) => SORT_WORDS[one] === query.sorteer) ?? 'date';
  const ascending = query.volgorde === 'op';
  const text = queryText(query.q, 100);
  const words = {
    q: text,
    soort: kind?.kind,
    gemeente: organisationId,
    team,
    maand: days && time,
    betrouwbaar: grade,
    ingetrokken: retracted?.word,
    sorteer: sort === 'date' ? undefined : SORT_WORDS[sort],
    volgorde: ascending ? 'op' : undefined,
  };
  return {
    filter: {
      ...(text && { text }),
      ...(kind && { kind: kind.kind }),
      ...(organisationId && { organisationId: orNull(organisationId) }),
      ...(team && { team: orNull(team) }),
      ...days,
      ...(grade && { grades: GRADES[grade] ?? [] }),
      ...(retracted && { retracted: retracted.means }),
    },
    sort,
    ascending,
    page: pageOfQuery(query.pagina),
    words: Object.fromEntries(Object.entries(words).filter(([, word]) => word)) as Record<
      string,
      string
    >,
  };
}

const orNull = (word: string): string | null => (word === NOT_GIVEN ? null : word);

/** The address of the list with these words. */
export const listHref = (words: Record<string, string | undefined>, path = '/registraties') => {
  const given = Object.entries(words).filter((entry): entry is [string, string] => !!entry[1]);
  return given.length > 0 ? `${path}?${new URLSearchParams(given).toString()}` : path;
};

/** The address of the list in the order of a column; the same column again turns it round. */
export function sortHref({ words, sort, ascending }: ListQuery, by: ActSort): string {
  const turned = sort === by ? !ascending : by === 'kind';
  return listHref({ ...words, sorteer: SORT_WORDS[by], volgorde: turned ? 'op' : undefined });
}

/** The last 24 months as `yyyy-mm`, newest first. */
export function lastMonths(now: Date): string[] {
  const [year = 0, month = 0] = dayOf(now).split('-').map(Number);
  return Array.from({ length: 24 }, (_, back) => {
    const at = new Date(Date.UTC(year, month - 1 - back, 1));
    return at.toISOString().slice(0, 7);
  });
}

/** The first of what was sent under a name, without the characters that no database stores. */
export function queryText(given: unknown, longest = 100): string {
  const first: unknown = Array.isArray(given) ? given[0] : given;
  if (typeof first !== 'string') return '';
  return first
    .slice(0, longest)
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
}

/** A page number from 1. */
export function pageOfQuery(given: unknown): number {
  const page = Number(queryText(given, 10));
  return Number.isInteger(page) && page >= 1 ? Math.min(page, LAST_PAGE) : 1;
}

/** The days of a month `yyyy-mm` or of a whole year `yyyy`. */
function daysOf(time: string): { from: string; until: string } | undefined {
  if (/^\d{4}-\d{2}$/.test(time) && isDay(`${time}-01`))
    return { from: `${time}-01`, until: lastDay(time) };
  return /^[12]\d{3}$/.test(time) ? { from: `${time}-01-01`, until: `${time}-12-31` } : undefined;
}

const lastDay = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};
