import { dateRangeText } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { dutchNumber, type FileRow, mediumDate, t } from '@academie/platform';

import type { HandoutRow } from './handout.queries';

/** What of material is told beside its title. */
export interface HandoutView {
  title: string;
  contentHref: string;
  readHref: string | undefined;
  isLink: boolean;
  /** "Presentatie, PDF, 2,4 MB" */
  facts: string;
  when: string;
  version: string;
}

/** Who may speak for an organisation; for which one, the page says that asks it. */
const maySpeak = (actor: Actor): boolean =>
  actor.isAdministrator || actor.is('coordinator') || actor.is('theme_lead');

/** One row of the list of material, with the file that it is, if it is one. */
export function handoutView(
  actor: Actor,
  { id, title, kind, url, version, addedAt, startsAt, endsAt, readingCounts }: HandoutRow,
  file: FileRow | undefined,
): HandoutView {
  return {
    title,
    contentHref: contentHref({ id, url }),
    readHref: readingCounts && maySpeak(actor) ? `/materiaal/${id}/gelezen` : undefined,
    isLink: url !== null,
    facts: [t(`catalogue.material.kind.${kind}`), file && fileText(file)]
      .filter(Boolean)
      .join(', '),
    when: startsAt && endsAt ? dateRangeText(startsAt, endsAt) : '',
    version: t('catalogue.material.version', { version, day: mediumDate(addedAt) }),
  };
}

export const contentHref = ({ id, url }: Pick<HandoutRow, 'id' | 'url'>): string =>
  url ?? `/materiaal/${id}/inhoud`;

/** "PDF, 2,4 MB": by the end of its name, as its sender knows it. */
export function fileText({ name, size }: Pick<FileRow, 'name' | 'size'>): string {
  const [, ending] = /\.([A-Za-z0-9]{2,5})$/.exec(name) ?? [];
  const weight =
    size < 1_000_000
      ? `${Math.ceil(size / 1000)}\u00a0kB`
      : `${dutchNumber(size / 1_000_000)}\u00a0MB`;
  return [ending?.toUpperCase(), weight].filter(Boolean).join(', ');
}
