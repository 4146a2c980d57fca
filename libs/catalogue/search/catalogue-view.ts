import { longDate, mediumDate, type PageView, t } from '@academie/platform';

import { PAGE_SIZE, type ReadFilter, SORTS } from './catalogue-filter';
import type { CatalogueRow, Reference } from './catalogue.queries';
import type { Proposal } from './search-proposals';
import type { Term } from './search-terms';
import { COURSE_KINDS, MODES } from '../course/course.entity';
import { placesText } from '../offering/seats-left';
import { dateRangeText } from '../offering/date-range-text';

interface Option {
  value: string;
  label: string;
}
type Given = Record<string, string>;

/** What was asked of the catalogue, and what was found. */
export interface CataloguePage extends ReadFilter {
  terms: readonly Term[] | undefined;
  rows: CatalogueRow[];
  /** Ways on, when nothing was found. */
  proposals: Proposal[];
  seesTrainers: boolean;
}

/** The page of the catalogue: what was asked, what was found, and the ways on from here. */
export function catalogueView(
  { filter, typed, errors, terms, rows, proposals, seesTrainers }: CataloguePage,
  reference: Reference,
  now: Date,
): PageView {
  const total = rows[0]?.total ?? 0;
  const theme = reference.themes.find(({ slug }) => slug === filter.theme);
  const place = reference.municipalities.find(({ code }) => code === filter.municipality);
  const given: Given = {
    ...(filter.q && { q: filter.q }),
    ...(filter.theme && { thema: filter.theme }),
    ...(filter.kind && { soort: filter.kind }),
    ...(filter.mode && { vorm: filter.mode }),
    ...(filter.from && { van: typed.van }),
    ...(filter.until && { tot: typed.tot }),
    ...(filter.municipality && { gemeente: filter.municipality }),
    ...(filter.free && { plek: 'vrij' }),
    ...(filter.sort !== (filter.q ? 'relevantie' : 'datum') && { sorteer: filter.sort }),
  };
  const chips = [
    filter.q && chip(given, 'q', t('catalogue.search.chip.word', { word: filter.q })),
    filter.theme &&
      chip(
        given,
        'thema',
        t('catalogue.search.chip.theme', { theme: theme?.name ?? t('catalogue.search.unknown') }),
      ),
    filter.kind && chip(given, 'soort', t(`catalogue.kind.${filter.kind}`)),
    filter.mode && chip(given, 'vorm', t(`catalogue.mode.${filter.mode}`)),
    filter.from &&
      chip(given, 'van', t('catalogue.search.chip.from', { day: dutchDay(typed.van) })),
    filter.until &&
      chip(given, 'tot', t('catalogue.search.chip.until', { day: dutchDay(typed.tot) })),
    filter.municipality &&
      chip(
        given,
        'gemeente',
        t('catalogue.search.chip.municipality', {
          municipality: place?.name ?? t('catalogue.search.unknown-municipality'),
        }),
      ),
    filter.free && chip(given, 'plek', t('catalogue.search.chip.free')),
  ].filter((one) => typeof one === 'object');
  const first = (filter.page - 1) * PAGE_SIZE + 1;
  const sorts = SORTS.filter((sort) => filter.q || sort !== 'relevantie');
  return {
    title: filter.q ? t('catalogue.search.title', { word: filter.q }) : t('catalogue.search.all'),
    filter,
    seesTrainers,
    typed,
    errors,
    chips,
    clearHref: chips.length > 0 ? '/' : undefined,
    themes: themeOptions(reference),
    kinds: COURSE_KINDS.map((value) => ({ value, label: t(`catalogue.kind.${value}`) })),
    modes: MODES.map((value) => ({ value, label: t(`catalogue.mode.${value}`) })),
    municipalities: reference.municipalities.map(({ code, name }) => ({
      value: code,
      label: name,
    })),
    sorts: sorts.map((value) => ({ value, label: t(`catalogue.sort.${value}`) })),
    understood: (terms ?? []).flatMap(understoodText),
    proposals: proposals.map((proposal) => proposalView(proposal, given, chips)),
    found: foundText(total, chips.length > 0),
    courses: rows.map((row) => card(row, now)),
    summary:
      total > PAGE_SIZE && t('catalogue.page-of', { first, last: first + rows.length - 1, total }),
    previousHref: filter.page > 1 && hrefOf(given, { pagina: String(filter.page - 1) }),
    nextHref: first + rows.length - 1 < total && hrefOf(given, { pagina: String(filter.page + 1) }),
    tooFar: rows.length === 0 && filter.page > 1,
  };
}

/** A course as `course-card` shows it. */
export function card(row: CatalogueRow, now: Date): object {
  const { sessionStartsAt: from, sessionEndsAt: to } = row;
  const others = (row.times ?? 0) - 1;
  return {
    heading: row.title,
    href: `/aanbod/${row.slug}`,
    kind: t(`catalogue.kind.${row.kind}`),
    theme: row.themes,
    summary: row.summary,
    date: from && to ? dateRangeText(from, to) : undefined,
    dateTime: from?.toISOString(),
    more: others > 0 ? t('catalogue.search.more', { others }) : undefined,
    place: row.place ?? (from && row.offeringMode === 'online' ? 'Online' : undefined),
    places: row.offering_id ? placesText(row, now) : withoutOffering(row),
  };
}

const withoutOffering = ({ mode, external }: CatalogueRow): { text: string; kind: string } =>
  external || mode === 'self_paced'
    ? { text: t('catalogue.badge.self-paced'), kind: 'info' }
    : { text: t('catalogue.badge.no-date'), kind: 'info' };

/** Themes for a select, the second level set in. */
export const themeOptions = (reference: Reference, value: 'slug' | 'id' = 'slug'): Option[] =>
  reference.themes.map((theme) => ({
    value: theme[value],
    label: theme.parentId ? `– ${theme.name}` : theme.name,
  }));

interface Chip {
  name: string;
  label: string;
  href: string;
}

const chip = (given: Given, name: string, label: string): Chip => {
  const { [name]: _removed, ...rest } = given;
  return { name, label, href: hrefOf(rest) };
};

function proposalView({ kind, name, value, total }: Proposal, given: Given, chips: Chip[]): object {
  const { [name]: _changed, ...rest } = given;
  const what = value ?? chips.find((one) => one.name === name)?.label ?? name;
  return {
    label: t(`catalogue.proposal.${kind}`, { what }),
    href: hrefOf(value ? { ...rest, q: value } : rest),
    total,
  };
}

/** Which days a word like "komende week" is taken for. */
function understoodText({ text, when }: Term): string[] {
  if (!when || 'weekday' in when) return [];
  const last = new Date(when.until.getTime() - 1);
  const from = mediumDate(when.from);
  const days =
    mediumDate(last) === from
      ? longDate(when.from)
      : t('catalogue.understood.period', { from, last: mediumDate(last) });
  return [t('catalogue.understood.word', { word: text, days })];
}

function hrefOf(given: Given, more: Given = {}): string {
  const query = new URLSearchParams({ ...given, ...more }).toString();
  return query ? `/?${query}` : '/';
}

const foundText = (total: number, filtered: boolean): string =>
  `${total} ${total === 1 ? 'training of bijeenkomst' : 'trainingen en bijeenkomsten'}${filtered ? ' gevonden' : ''}`;

const dutchDay = (day: string): string => day.split('-').reverse().join('-');
