import { t } from '@academie/platform';

import { type LocationDetail, LOCATIONS_PER_PAGE, type LocationRow } from './location.queries';

export const LOCATIONS = { href: '/beheer/locaties', label: 'Locaties' };
export const BEHEER = { href: '/beheer', label: 'Beheer' };

/** What the list is narrowed down to. */
export interface LocationFilter {
  words: string;
  archived: boolean;
  page: number;
}

/** The list of locations. */
export function locationListView(filter: LocationFilter, rows: LocationRow[]): object {
  const total = rows[0]?.total ?? 0;
  const given = { ...(filter.words && { q: filter.words }), ...(filter.archived && { oud: 'ja' }) };
  const onPage = (page: number): string =>
    `${LOCATIONS.href}?${new URLSearchParams({ ...given, pagina: String(page) }).toString()}`;
  const first = (filter.page - 1) * LOCATIONS_PER_PAGE + 1;
  const last = first + rows.length - 1;
  return {
    title: LOCATIONS.label,
    crumbs: [BEHEER, { label: LOCATIONS.label }],
    filter,
    filtered: Object.keys(given).length > 0,
    clearHref: Object.keys(given).length > 0 ? LOCATIONS.href : undefined,
    columns: [
      { label: 'Naam' },
      { label: 'Gemeente' },
      { label: 'Adres' },
      { label: 'Ruimtes', numeric: true },
      { label: 'Gepland', numeric: true },
    ],
    rows: rows.map(({ id, name, municipality, address, rooms, upcoming }) => ({
      cells: [
        { text: name, href: `${LOCATIONS.href}/${id}` },
        { text: municipality, label: 'Gemeente' },
        { text: address, label: 'Adres' },
        { text: String(rooms), numeric: true, label: 'Ruimtes' },
        { text: String(upcoming), numeric: true, label: 'Gepland' },
      ],
    })),
    summary: t('catalogue.page-of', { first: total === 0 ? 0 : first, last, total }),
    previousHref: filter.page > 1 ? onPage(filter.page - 1) : undefined,
    nextHref: last < total ? onPage(filter.page + 1) : undefined,
  };
}

/** One location with its rooms. */
export function locationView(location: LocationDetail): object {
  const page = `${LOCATIONS.href}/${location.id}`;
  const fact = (term: string, text: string): { term: string; text: string }[] =>
    text === '' ? [] : [{ term: t(`catalogue.location.${term}`), text }];
  return {
    title: location.name,
    crumbs: [BEHEER, LOCATIONS, { label: location.name }],
    place: location,
    facts: [
      ...fact('address', [location.address, location.municipality].filter(Boolean).join(', ')),
      ...fact('route', location.route),
      ...fact('accessibility', location.accessibility),
      ...fact('safety', location.safety),
      ...fact('contact', location.contact),
    ],
    editHref: `${page}/wijzigen`,
    retireHref: `${page}/archiveren`,
    restoreAction: `${page}/terugzetten`,
    addAction: `${page}/ruimtes`,
    roomColumns: [{ label: 'Ruimte' }, { label: 'Plekken', numeric: true }],
    roomRows: location.rooms.map(({ id, name, capacity, archived }) => ({
      cells: [
        {
          text: archived ? t('catalogue.location.archived-room', { name }) : name,
          href: `${page}/ruimtes/${id}`,
        },
        { text: String(capacity), numeric: true, label: 'Plekken' },
      ],
    })),
  };
}
