import { type PageView, t } from '@academie/platform';

import { themeIcon } from '../picture/theme-icon';
import type { AgendaRow } from '../search/agenda.queries';
import { agendaDays, viewTabs } from '../search/agenda-view';
import { type CatalogueFilter, LIST, listHref, readFilter } from '../search/catalogue-filter';
import type { Reference } from '../search/catalogue.queries';

/** Where what is one reader's own comes; no text that people type holds this sign, since it is taken out. */
export const FOR_YOU_PLACE = '\u0002for-you\u0002';

/** A way into the list, with the filter that it opens. */
export interface FrontFilter {
  label: string;
  isTheme: boolean;
  icon?: string;
  href: string;
  filter: CatalogueFilter;
}

const QUICK: readonly (readonly [name: string, given: Record<string, string>])[] = [
  ['week', { periode: 'deze-week' }],
  ['online', { vorm: 'online' }],
  ['e-learning', { soort: 'e_learning' }],
  ['fresh', { nieuw: 'ja', sorteer: 'nieuw' }],
];

/** The quick filters, with the reader's own municipality, and the themes of the first level. */
export function frontFilters(
  { themes }: Reference,
  own: Reference['municipalities'][number] | undefined,
): FrontFilter[] {
  const of = (label: string, isTheme: boolean, given: Record<string, string>): FrontFilter => ({
    label,
    isTheme,
    href: listHref(given),
    filter: readFilter(given).filter,
  });
  return [
    ...QUICK.map(([name, given]) => of(t(`catalogue.front.quick.${name}`), false, given)),
    ...(own
      ? [of(t('catalogue.for-you.near', { place: own.name }), false, { gemeente: own.code })]
      : []),
    ...themes
      .filter(({ parentId }) => parentId === null)
      .map(({ slug, name }) => ({ ...of(name, true, { thema: slug }), icon: themeIcon(slug) })),
  ];
}

interface Front {
  signedIn: boolean;
  filters: readonly FrontFilter[];
  /** Of each filter how many courses it finds. */
  counts: readonly number[];
  sessions: readonly AgendaRow[];
  contactAddress: string;
}

export function frontView(front: Front, now: Date): PageView {
  const { filters, counts, sessions, signedIn, contactAddress } = front;
  const ways = filters
    .map(({ label, isTheme, icon, href }, i) => ({
      ...{ label, isTheme, icon, href },
      count: counts[i] ?? 0,
    }))
    .filter(({ count }) => count > 0);
  return {
    title: t('catalogue.front.title'),
    browsing: true,
    signedIn,
    contactAddress,
    quick: ways.filter(({ isTheme }) => !isTheme),
    themes: ways.filter(({ isTheme }) => isTheme),
    days: agendaDays(sessions, now),
    tabs: viewTabs({}, undefined),
    listHref: LIST,
    forYouPlace: signedIn ? FOR_YOU_PLACE : undefined,
  };
}
