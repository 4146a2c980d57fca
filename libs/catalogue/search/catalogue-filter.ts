import { addDays, startOfDay, t } from '@academie/platform';

import { DISTANCES } from '../nearby/nearby';
import { type Period, PERIODS } from './search-dates';
import { COURSE_KINDS, type CourseKind, type Mode, MODES } from '../course/course.entity';

export const PAGE_SIZE = 20;
/** Nobody leafs further; an offset beyond it would only make the database count. */
const LAST_PAGE = 500;

/** So long something is new. */
export const FRESH_DAYS = 30;

export const SORTS = ['datum', 'relevantie', 'titel', 'nieuw'] as const;
export type Sort = (typeof SORTS)[number];

/** Ways to look at the same list. */
export const DISPLAYS = ['lijst', 'kaarten', 'week', 'maand', 'gemeenten'] as const;
export type Display = (typeof DISPLAYS)[number];

/** Address of the list. */
export const LIST = '/aanbod';

/** The list as it stands in an address. */
export function listHref(given: Record<string, string>): string {
  const query = new URLSearchParams(given).toString();
  return query ? `${LIST}?${query}` : LIST;
}

const NAMES = new Set([
  ...['q', 'thema', 'soort', 'vorm', 'gemeente', 'binnen', 'plek', 'nieuw', 'voor'],
  ...['van', 'tot', 'periode', 'sorteer', 'pagina', 'weergave'],
]);

/** Whether an address asks for a part of the list. */
export const isListAddress = (query: Record<string, unknown>): boolean =>
  Object.keys(query).some((name) => NAMES.has(name));

/** What a visitor wants to see of the catalogue. */
export interface CatalogueFilter {
  /** Search words; empty for all. */
  q: string;
  /** Slug of a theme; a parent includes its children. */
  theme: string | undefined;
  kind: CourseKind | undefined;
  mode: Mode | undefined;
  /** Offerings that start at or after this instant. */
  from: Date | undefined;
  /** Offerings that start before this instant. */
  until: Date | undefined;
  /** With a session in a period that moves with today. */
  period: Period | undefined;
  /** Only what was published lately. */
  fresh: boolean;
  /** Only what names the function, organisation or group of who reads it. */
  forMe: boolean;
  /** Code of the organisation that is the municipality of a session's location. */
  municipality: string | undefined;
  /** With that municipality the others within so many kilometres; 0 for none. */
  within: number;
  /** Only with a seat that can be had now. */
  free: boolean;
  sort: Sort;
  /** From 1. */
  page: number;
}

/** The first page of all that has these words, and nothing else asked. */
export const everything = (q: string): CatalogueFilter => readFilter({ q }).filter;

/** A filter as it stands in the address, with what was typed and what was wrong with it. */
export interface ReadFilter {
  filter: CatalogueFilter;
  typed: { van: string; tot: string };
  errors: { van?: string; tot?: string };
  display: Display;
  /** A day `yyyy-mm-dd` of the week or month that is shown; today's without. */
  day: string | undefined;
}

/**
 * Reads the address of the catalogue. Links are shared and typed over, so what makes no sense is left
 * out; only a date gets an answer, since a visitor types that.
 */
export function readFilter(query: Record<string, unknown>): ReadFilter {
  const q = text(query.q, 200);
  const typed = { van: text(query.van, 20), tot: text(query.tot, 20) };
  const errors: ReadFilter['errors'] = {};
  const from = typed.van ? startOfDay(typed.van) : undefined;
  const last = typed.tot ? startOfDay(typed.tot) : undefined;
  if (typed.van && !from) errors.van = t('catalogue.search.no-such-day');
  if (typed.tot && !last) errors.tot = t('catalogue.search.no-such-day');
  if (from && last && last < from) errors.tot = t('catalogue.search.before-first');
  const day = text(query.dag, 20);
  const sort = among(SORTS, query.sorteer) ?? (q ? 'relevantie' : 'datum');
  return {
    typed,
    errors,
    display: among(DISPLAYS, query.weergave) ?? 'lijst',
    // Of other centuries nothing is planned, and days beyond the year 9999 are none.
    day: /^20\d\d-/.test(day) && startOfDay(day) ? day : undefined,
    filter: {
      q,
      theme: text(query.thema, 100) || undefined,
      kind: among(COURSE_KINDS, query.soort),
      mode: among(MODES, query.vorm),
      from,
      until: last && !errors.tot ? addDays(last, 1) : undefined,
      period: among(PERIODS, query.periode),
      fresh: text(query.nieuw, 10) !== '',
      forMe: text(query.voor, 10) === 'mij',
      municipality: text(query.gemeente, 100) || undefined,
      within: among(DISTANCES, Number(text(query.binnen, 3))) ?? 0,
      free: text(query.plek, 10) !== '',
      sort: sort === 'relevantie' && !q ? 'datum' : sort,
      page: pageNumber(query.pagina),
    },
  };
}

/** The first of what was sent under a name, without the characters that no database stores. */
export function text(given: unknown, longest: number): string {
  const first: unknown = Array.isArray(given) ? given[0] : given;
  if (typeof first !== 'string') return '';

  return first
    .slice(0, longest)
    .replace(/[\u0000-\u001f]/g, ' ')
    .trim();
}

const among = <T extends string | number>(known: readonly T[], given: unknown): T | undefined =>
  known.find((one) => one === given);

export function pageNumber(given: unknown): number {
  const number = Number(text(given, 10));
  return Number.isInteger(number) && number >= 1 ? Math.min(number, LAST_PAGE) : 1;
}
