import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import { READING } from './acknowledgement-access';

/** One organisation that read one version of material. */
export interface ReadRow {
  id: string;
  organisationId: string;
  organisation: string;
  materialId: string;
  version: number;
  readOn: Date;
  readBy: string | null;
  /** The act that counts it was not retracted, or was corrected since. */
  counts: boolean;
}

/** Material that is there now, as those who manage its course see it. */
export interface ReadMaterial {
  title: string;
  version: number;
  countsAs: string | null;
  versions: string[];
}

/** Reads of who read what. */
@Injectable()
export class AcknowledgementQueries {
  constructor(private readonly database: Database) {}

  /** Who read one of these versions and did not take that back, the latest version first. */
  ofVersions(versions: readonly string[]): Promise<ReadRow[]> {
    return this.database.rows<ReadRow & Record<string, unknown>>(
      `SELECT r.id, r.organisation_id AS "organisationId", o.short_name AS organisation,
              r.material_id AS "materialId", r.version, (r.read_on + time '12:00') AT TIME ZONE 'Europe/Amsterdam' AS "readOn", r.read_by AS "readBy",
              EXISTS (WITH RECURSIVE later AS (
                SELECT a.id, a.retracted_at FROM acts.act a WHERE a.id = r.act_id
                UNION ALL SELECT n.id, n.retracted_at FROM acts.act n JOIN later ON n.replaces_id = later.id)
                SELECT FROM later WHERE retracted_at IS NULL) AS counts
         FROM acts.acknowledgement r JOIN people.known_organisation o ON o.id = r.organisation_id
        WHERE r.material_id = ANY ($1) AND r.taken_back_at IS NULL
        ORDER BY r.version DESC, o.short_name, r.id`,
      [versions],
    );
  }

  /** Undefined when there is no such material of this course, or it was replaced. */
  material(courseId: string, id: string): Promise<ReadMaterial | undefined> {
    return this.database.first<ReadMaterial & Record<string, unknown>>(
      `SELECT title, version, counts_as AS "countsAs", versions FROM catalogue.current_material
        WHERE course_id = $1 AND id = $2`,
      [courseId, id],
    );
  }

  /** Organisations that count by such an act in a year, whoever recorded it. */
  async counting(subkind: string, year: number): Promise<Set<string>> {
    const found = await this.database.rows<{ id: string }>(
      `SELECT DISTINCT n.organisation_id AS id FROM acts.act a JOIN acts.act_organisation n ON n.act_id = a.id
        WHERE a.kind = $1 AND a.subkind = $2 AND a.retracted_at IS NULL
          AND a.occurred_on >= make_date($3, 1, 1) AND a.occurred_on < make_date($3 + 1, 1, 1)`,
      [READING, subkind, year],
    );
    return new Set(found.map(({ id }) => id));
  }
}
