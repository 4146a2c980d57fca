import { longDate, mediumDate, type PageView, t } from '@academie/platform';

import { viewTabs } from './agenda-view';
import { card, listRow } from './course-row-view';
import {
  type CatalogueFilter,
  type Display,
  LIST,
  listHref,
  PAGE_SIZE,
  type ReadFilter,
  SORTS,
} from './catalogue-filter';
import { DISTANCES } from '../nearby/nearby';
import type { CatalogueRow, Reference } from './catalogue.queries';
import type { Proposal } from './search-proposals';
import type { CourseImage } from '../picture/course-image';
import type { ProgrammeHead } from '../programme/programme.queries';
import { plain, wordsOf } from './search-words';
import { PERIODS } from './search-dates';
import type { Term } from './search-terms';
import { COURSE_KINDS, MODES } from '../course/course.entity';

interface Option {
  value: string;
  label: string;
}
type Given = Record<string, string>;

/** What was asked of the catalogue, and what was found. */
export interface CataloguePage extends ReadFilter {
  terms: readonly Term[] | undefined;
  rows: CatalogueRow[];
  /** By course; where cards are shown. */
  images: ReadonlyMap<string, CourseImage> | undefined;
  /** Ways on, when nothing was found. */
  proposals: Proposal[];
  signedIn: boolean;
}

/** The page of the catalogue: what was asked, what was found, and the ways on from here. */
export function catalogueView(page: CataloguePage, reference: Reference, now: Date): PageView {
  const { filter, display, rows, terms, proposals } = page;
  const total = rows[0]?.total ?? 0;
  const frame = listFrame(page, reference);
  const { given, chips } = frame;
  const first = (filter.page - 1) * PAGE_SIZE + 1;
  return {
    ...frame.view,
    understood: (terms ?? []).flatMap(understoodText),
    proposals: proposals.map((proposal) => proposalView(proposal, given, chips)),
    found: foundText(total, chips.length > 0),
    cards:
      display === 'kaarten'
        ? rows.map((row) => card(row, now, page.images?.get(row.id)))
        : undefined,
    rows: display === 'kaarten' ? undefined : rows.map((row) => listRow(row, now)),
    nothing: rows.length === 0,
    summary:
      total > PAGE_SIZE && t('catalogue.page-of', { first, last: first + rows.length - 1, total }),
    previousHref: filter.page > 1 && listHref({ ...given, pagina: String(filter.page - 1) }),
    nextHref:
      first + rows.length - 1 < total && listHref({ ...given, pagina: String(filter.page + 1) }),
    tooFar: rows.length === 0 && filter.page > 1,
  };
}

/** What stands around every way to look at the list: filters, what was chosen, and the other ways. */
export function listFrame(
  { filter, typed, errors, display, signedIn }: ReadFilter & { signedIn: boolean },
  reference: Reference,
): { view: PageView; given: Given; chips: Chip[] } {
  const given = givenOf(filter, typed, display);
  const chips = chipsOf(filter, typed, given, reference);
  const sorts = SORTS.filter((sort) => filter.q || sort !== 'relevantie');
  const { weergave, ...asked } = given;
  const feed = new URLSearchParams(asked).toString();
  return {
    given,
    chips,
    view: {
      title: filter.q ? t('catalogue.search.title', { word: filter.q }) : t('catalogue.search.all'),
      browsing: true,
      filter,
      signedIn,
      typed,
      errors,
      display: weergave,
      chips,
      clearHref: chips.length > 0 ? listHref(weergave ? { weergave } : {}) : undefined,
      themes: themeOptions(reference),
      kinds: COURSE_KINDS.map((value) => ({ value, label: t(`catalogue.kind.${value}`) })),
      modes: MODES.map((value) => ({ value, label: t(`catalogue.mode.${value}`) })),
      periods: PERIODS.map((value) => ({ value, label: t(`catalogue.period.${value}`) })),
      within: filter.within ? String(filter.within) : undefined,
      distanceHint: signedIn && !filter.municipality ? t('catalogue.search.from-home') : undefined,
      distances: DISTANCES.map((kilometres) => ({
        value: String(kilometres),
        label: t('catalogue.search.within', { kilometres }),
      })),
      municipalities: reference.municipalities.map(({ code, name }) => ({
        value: code,
        label: name,
      })),
      sorts: sorts.map((value) => ({ value, label: t(`catalogue.sort.${value}`) })),
      tabs: viewTabs(asked, display),
      calendarHref: `${LIST}/agenda.ics${feed && `?${feed}`}`,
      feedHref: `${LIST}/feed.xml${feed && `?${feed}`}`,
    },
  };
}

/** A filter as it stands in the address; what is usual is left out. */
export const givenOf = (
  filter: CatalogueFilter,
  typed: ReadFilter['typed'],
  display: Display,
): Given => ({
  ...(filter.q && { q: filter.q }),
  ...(filter.theme && { thema: filter.theme }),
  ...(filter.kind && { soort: filter.kind }),
  ...(filter.mode && { vorm: filter.mode }),
  ...(filter.period && { periode: filter.period }),
  ...(filter.from && { van: typed.van }),
  ...(filter.until && { tot: typed.tot }),
  ...(filter.municipality && { gemeente: filter.municipality }),
  ...(filter.municipality && filter.within && { binnen: String(filter.within) }),
  ...(filter.free && { plek: 'vrij' }),
  ...(filter.fresh && { nieuw: 'ja' }),
  ...(filter.forMe && { voor: 'mij' }),
  ...(filter.sort !== (filter.q ? 'relevantie' : 'datum') && { sorteer: filter.sort }),
  ...(display !== 'lijst' && { weergave: display }),
});

function chipsOf(
  filter: CatalogueFilter,
  typed: ReadFilter['typed'],
  given: Given,
  reference: Reference,
): Chip[] {
  const theme = reference.themes.find(({ slug }) => slug === filter.theme);
  const place = reference.municipalities.find(({ code }) => code === filter.municipality);
  const said: [name: string, label: string | false | undefined][] = [
    ['q', filter.q && t('catalogue.search.chip.word', { word: filter.q })],
    [
      'thema',
      filter.theme &&
        t('catalogue.search.chip.theme', { theme: theme?.name ?? t('catalogue.search.unknown') }),
    ],
    ['soort', filter.kind && t(`catalogue.kind.${filter.kind}`)],
    ['vorm', filter.mode && t(`catalogue.mode.${filter.mode}`)],
    ['periode', filter.period && t(`catalogue.period.${filter.period}`)],
    ['van', filter.from && t('catalogue.search.chip.from', { day: dutchDay(typed.van) })],
    ['tot', filter.until && t('catalogue.search.chip.until', { day: dutchDay(typed.tot) })],
    [
      'gemeente',
      filter.municipality &&
        t('catalogue.search.chip.municipality', {
          municipality: place?.name ?? t('catalogue.search.unknown-municipality'),
        }),
    ],
    [
      'binnen',
      filter.municipality &&
        filter.within > 0 &&
        t('catalogue.search.chip.within', { kilometres: filter.within }),
    ],
    ['plek', filter.free && t('catalogue.search.chip.free')],
    ['nieuw', filter.fresh && t('catalogue.search.chip.fresh')],
    ['voor', filter.forMe && t('catalogue.search.chip.for-me')],
  ];
  return said.flatMap(([name, label]) => (label ? [chip(given, name, label)] : []));
}

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
  return { name, label, href: listHref(rest) };
};

function proposalView({ kind, name, value, total }: Proposal, given: Given, chips: Chip[]): object {
  const { [name]: _changed, ...rest } = given;
  const what = value ?? chips.find((one) => one.name === name)?.label ?? name;
  return {
    label: t(`catalogue.proposal.${kind}`, { what }),
    href: listHref(value ? { ...rest, q: value } : rest),
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

const foundText = (total: number, filtered: boolean): string =>
  `${total} ${total === 1 ? 'training of bijeenkomst' : 'trainingen en bijeenkomsten'}${filtered ? ' gevonden' : ''}`;

const dutchDay = (day: string): string => day.split('-').reverse().join('-');

/** So many programmes stand above what was found. */
const MOST_PROGRAMMES = 5;

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
    .slice(0, MOST_PROGRAMMES)
    .map(({ slug, title, summary }) => ({
      heading: title,
      href: `/leergangen/${slug}`,
      meta: summary,
    }));
}

/** Whether all words are in what a programme is called, says or consists of; "leergang" is in each. */
function hasAll(
  { title, summary, courses }: Pick<ProgrammeHead, 'title' | 'summary' | 'courses'>,
  words: readonly string[],
): boolean {
  const text = plain(['leergang leerlijn', title, summary, ...courses].join(' '));
  return words.every((word) => text.includes(word));
}
