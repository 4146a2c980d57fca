import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, ShortCache, t } from '@academie/platform';

import { AdmissionQueries, type Sight } from '../admission/admission.queries';
import { type CatalogueFilter, everything } from '../search/catalogue-filter';
import { CatalogueQueries, type CatalogueRow } from '../search/catalogue.queries';
import { besideBlockText, dateBlock } from '../offering/date-range-text';
import { type ForYouPart, type ForYouRow, PartForYou } from './for-you';

/** Courses with a seat that name the reader's function, and those in the own municipality. */
@Injectable()
export class MeantForYou {
  constructor(
    private readonly catalogue: CatalogueQueries,
    private readonly admissions: AdmissionQueries,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
  ) {}

  @PartForYou()
  async of(actor: Actor): Promise<ForYouPart> {
    const [{ municipalities }, sight] = await Promise.all([
      this.catalogue.reference(),
      this.admissions.sightOf(actor),
    ]);
    const own = municipalities.find(({ id }) => id === actor.organisationId);
    const [meant, near] = await Promise.all([
      this.find({ forMe: true }, actor.id, sight),
      own ? this.find({ municipality: own.code }, undefined, sight) : [],
    ]);
    const now = this.clock.now();
    const rows = (found: CatalogueRow[], why: string) => found.map((row) => rowOf(row, why, now));
    return {
      rows: [
        ...rows(meant, t('catalogue.for-you.function')),
        ...rows(near, t('catalogue.for-you.near', { place: own?.name ?? '' })),
      ],
    };
  }

  /** The first to come with a seat. */
  private find(
    part: Partial<CatalogueFilter>,
    personId: string | undefined,
    sight: Sight,
  ): Promise<CatalogueRow[]> {
    const filter = { ...everything(''), free: true, ...part };
    const load = async (): Promise<CatalogueRow[]> => {
      const rows = await this.catalogue.page(filter, { personId, sight });
      return rows.filter(({ sessionStartsAt: at }) => at && at > this.clock.now());
    };
    // What is one person's own is not kept.
    return personId
      ? load()
      : this.cache.getOrLoad(`for you ${JSON.stringify([part, sight])}`, load);
  }
}

const rowOf = (row: CatalogueRow, why: string, now: Date): ForYouRow => ({
  courseId: row.id,
  sort: 'meant',
  why,
  title: row.title,
  href: `/aanbod/${row.slug}`,
  ...(row.sessionStartsAt && { date: dateBlock(row.sessionStartsAt, now) }),
  text: [
    row.sessionStartsAt &&
      row.sessionEndsAt &&
      besideBlockText(row.sessionStartsAt, row.sessionEndsAt),
    row.place,
  ]
    .filter(Boolean)
    .join(' · '),
});
