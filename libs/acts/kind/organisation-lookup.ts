import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

/** An organisation an act can name. Days are `yyyy-mm-dd`; validTo is the first day without it. */
export interface KnownOrganisation {
  id: string;
  code: string;
  name: string;
  shortName: string;
  kind: string;
  cbsCode: string | null;
  safetyRegion: string | null;
  validFrom: string | null;
  validTo: string | null;
  /** Short name of the organisation it merged into. */
  successor: string | null;
}

/** The municipalities and care-and-safety houses, by id, in the order of their names. */
@Injectable()
export class Organisations {
  constructor(private readonly database: Database) {}

  async all(): Promise<ReadonlyMap<string, KnownOrganisation>> {
    const found = await this.database.rows<KnownOrganisation>(
      `SELECT o.id, o.code, o.name, o.short_name AS "shortName", o.kind, o.cbs_code AS "cbsCode",
         o.safety_region AS "safetyRegion", o.valid_from::text AS "validFrom",
         o.valid_to::text AS "validTo", next.short_name AS successor
       FROM people.known_organisation o LEFT JOIN people.known_organisation next ON next.id = o.successor_id
       WHERE o.kind IN ('municipality', 'care_and_safety_house') ORDER BY o.short_name, o.id`,
    );
    return new Map(found.map((organisation) => [organisation.id, organisation]));
  }
}
