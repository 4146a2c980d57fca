import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import { Clock, Database } from '@academie/platform';

import { type ProgrammeHead, PUBLISHED_PROGRAMMES } from '../programme/programme.queries';
import { openlyKnown } from '../location/known-location';
import type { CatalogueFilter } from './catalogue-filter';
import { catalogueSql } from './catalogue-search';
import type { Asked, KnownPlace } from './search-terms';
import type { CourseKind, Mode } from '../course/course.entity';
import type { Places } from '../offering/seats-left';

/** A course in the catalogue with the offering somebody would take, if there is one to come. */
export interface CatalogueRow extends Places {
  id: string;
  slug: string;
  title: string;
  summary: string;
  kind: CourseKind;
  mode: Mode;
  /** An e-learning that lives elsewhere. */
  external: boolean;
  publishedAt: Date;
  /** Null when nothing is to come; the fields of `Places` are then null too. */
  offering_id: string | null;
  offeringMode: Mode | null;
  /** How many offerings are to come, this one included. */
  times: number | null;
  /** The next session of the offering. */
  sessionStartsAt: Date | null;
  sessionEndsAt: Date | null;
  /** "Stadhuis, Alkmaar"; null when online. */
  place: string | null;
  /** Names, joined by commas. */
  themes: string | null;
  /** How many courses fit the filter in all. */
  total: number;
}

/** What the catalogue can be filtered by. */
export interface Reference {
  themes: { id: string; slug: string; name: string; parentId: string | null }[];
  /** Municipalities where something can be held. */
  municipalities: { id: string; code: string; name: string; cbsCode: string | null }[];
  /** All locations; search words name them. */
  places: KnownPlace[];
  /** Leergangen on offer. */
  programmes: ProgrammeHead[];
}

/** How long a new theme, location or programme may be missing from the lists of a filter. */
const KEPT_MS = 10_000;

/** What is on offer, read-only. */
@Injectable()
export class CatalogueQueries {
  private readonly kept = new LRUCache<'reference', Reference>({ max: 1, ttl: KEPT_MS });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One page of the catalogue, in one statement; `asked` is what `termsOf` makes of the search words. */
  page(filter: CatalogueFilter, asked?: Asked): Promise<CatalogueRow[]> {
    const { text, params } = catalogueSql(filter, this.clock.now(), asked);
    return this.database.rows<CatalogueRow>(text, params);
  }

  /** The code of the municipality where somebody works; undefined for who works elsewhere. */
  async homeOf(personId: string): Promise<string | undefined> {
    const found = await this.database.first<{ code: string }>(
      `SELECT g.code FROM people.job j JOIN people.known_organisation g ON g.id = j.organisation_id
        WHERE j.person_id = $1 AND j.is_main AND j.valid_to IS NULL AND g.kind = 'municipality'`,
      [personId],
    );
    return found?.code;
  }

  /** Themes in their order, and municipalities, since one looks from one's own; kept for some seconds. */
  async reference(): Promise<Reference> {
    const known = this.kept.get('reference');
    if (known) return known;
    const fresh = await this.database.first<Reference>(
      `SELECT (SELECT coalesce(json_agg(json_build_object('id', id, 'slug', slug, 'name', name,
                'parentId', parent_id) ORDER BY position, name), '[]') FROM catalogue.theme) AS themes,
              (SELECT coalesce(json_agg(json_build_object('id', id, 'code', code, 'name', short_name, 'cbsCode', cbs_code)
                ORDER BY short_name), '[]') FROM people.known_organisation
                WHERE kind = 'municipality' AND valid_to IS NULL
                   OR id IN (SELECT l.municipality_id FROM catalogue.location l WHERE ${openlyKnown('l')})) AS municipalities,
              (SELECT coalesce(json_agg(json_build_object('id', l.id, 'name', l.name,
                'municipality', m.short_name, 'region', m.safety_region)), '[]')
                FROM catalogue.location l JOIN people.known_organisation m ON m.id = l.municipality_id
                WHERE ${openlyKnown('l')}) AS places,
              (SELECT coalesce(json_agg(h), '[]') FROM (${PUBLISHED_PROGRAMMES}) h) AS programmes`,
    );
    if (!fresh) throw new Error('the reference data of the catalogue did not come');
    this.kept.set('reference', fresh);
    return fresh;
  }
}
