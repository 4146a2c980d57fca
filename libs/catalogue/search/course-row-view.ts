import { t } from '@academie/platform';

import { besideBlockText, dateRangeText, dayParts } from '../offering/date-range-text';
import { placesText } from '../offering/seats-left';
import type { CourseImage } from '../picture/course-image';
import { themesText } from './agenda-view';
import type { CatalogueRow } from './catalogue.queries';

/** A course as a row of the list. */
export function listRow(row: CatalogueRow, now: Date): object {
  const { sessionStartsAt: from, sessionEndsAt: to } = row;
  const others = (row.times ?? 0) - 1;
  return {
    ...(from && { dateTime: from.toISOString(), ...dayParts(from, now) }),
    heading: row.title,
    href: `/aanbod/${row.slug}`,
    meta: [
      t(`catalogue.kind.${row.kind}`),
      from && to && besideBlockText(from, to),
      row.place ?? (from && row.offeringMode === 'online' ? t('catalogue.mode.online') : undefined),
      themesText(row.themes),
      others > 0 && t('catalogue.search.more', { others }),
    ]
      .filter(Boolean)
      .join(' · '),
    chip: row.offering_id ? placesText(row, now) : withoutOffering(row),
  };
}

/** A course as `course-card` shows it. */
export function card(row: CatalogueRow, now: Date, image: CourseImage | undefined): object {
  const { sessionStartsAt: from, sessionEndsAt: to } = row;
  const others = (row.times ?? 0) - 1;
  return {
    image,
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
