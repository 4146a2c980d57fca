import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

/** A file that shows something that counts. Names nobody. */
export interface ProofFileRow {
  id: string;
  title: string;
  /** Null once its bytes went. */
  fileId: string | null;
  sha256: string;
  size: number;
  mediaType: string;
  hasNames: boolean;
  uploadedBy: string;
  uploadedAt: Date;
  /** When somebody else found that it shows what is there now; null as long as nobody did. */
  confirmedAt: Date | null;
}

/** What a list of evidence says of a file. */
export type ProofFileInList = Pick<
  ProofFileRow,
  'id' | 'title' | 'sha256' | 'mediaType' | 'size'
> & { isConfirmed: boolean };

/** SQL: somebody else than the uploader found that `f` shows what has this id; two records may have become one. */
export const isConfirmed = (id: string): string =>
  `(f.confirmed_of = ${id} AND f.confirmed_by <> f.uploaded_by)`;

/** SQL: what the files of the evidence `e` are kept under. */
export const PROOF_KEY = `coalesce((e.facts->>'first')::uuid, e.source_id)`;

/** SQL: the files of the evidence `e` as JSON; null when there are none. */
export const PROOF_FILES = `(SELECT jsonb_agg(jsonb_build_object('id', f.id, 'title', f.title, 'sha256', f.sha256,
    'mediaType', f.media_type, 'size', f.size, 'isConfirmed', coalesce(${isConfirmed('e.source_id')}, false))
    ORDER BY f.uploaded_at, f.id)
  FROM targets.proof_file f
  WHERE f.source_type = e.source_type AND f.source_id = ${PROOF_KEY} AND f.removed_at IS NULL)`;

/** A file that waits for somebody to look at it, with the unit that it shows. */
export interface WaitingFile {
  id: string;
  title: string;
  uploadedBy: string;
  targetId: string;
  unitId: string;
}

/** More of them nobody looks at in one go. */
const MOST_WAITING = 500;

/** Files that show what counts, read-only. */
@Injectable()
export class ProofFileQueries {
  constructor(private readonly database: Database) {}

  /** Those of the evidence, the oldest first. */
  of(evidenceId: string, tx?: EntityManager): Promise<ProofFileRow[]> {
    return this.database.rows<ProofFileRow & Record<string, unknown>>(
      `SELECT f.id, f.title, f.file_id AS "fileId", f.sha256, f.size::float8 AS size, f.media_type AS "mediaType",
              f.has_names AS "hasNames", f.uploaded_by AS "uploadedBy", f.uploaded_at AS "uploadedAt",
              CASE WHEN ${isConfirmed('e.source_id')} THEN f.confirmed_at END AS "confirmedAt"
         FROM targets.evidence e
         JOIN targets.proof_file f ON f.source_type = e.source_type AND f.source_id = ${PROOF_KEY}
        WHERE e.id = $1 AND f.removed_at IS NULL ORDER BY f.uploaded_at, f.id`,
      [evidenceId],
      tx,
    );
  }

  /**
   * Files of what counts that nobody else has looked at as it stands, the oldest first: also of an act that was corrected
   * since.
   */
  waiting(): Promise<WaitingFile[]> {
    return this.database.rows<WaitingFile & Record<string, unknown>>(
      `SELECT f.id, f.title, f.uploaded_by AS "uploadedBy", c.target_id AS "targetId", c.id AS "unitId"
         FROM targets.proof_file f
         CROSS JOIN LATERAL (
           SELECT e.id, e.source_id FROM targets.evidence e
            WHERE e.source_id = f.source_id AND e.source_type = f.source_type AND e.retracted_at IS NULL
           UNION ALL
           SELECT e.id, e.source_id FROM targets.evidence e
            WHERE (e.facts->>'first')::uuid = f.source_id AND e.facts ? 'first'
              AND e.source_type = f.source_type AND e.retracted_at IS NULL) e
         JOIN targets.contribution c ON c.evidence_id = e.id AND c.measure = 'value' AND c.uncounted_at IS NULL
        WHERE f.file_id IS NOT NULL AND f.removed_at IS NULL
          AND NOT coalesce(${isConfirmed('e.source_id')}, false)
        ORDER BY f.uploaded_at, f.id, c.id LIMIT $1`,
      [MOST_WAITING],
    );
  }

  /** Which of these acts a confirmed file shows, as they stand. */
  async shown(actIds: readonly string[], tx?: EntityManager): Promise<Set<string>> {
    const found = await this.database.rows<{ id: string }>(
      `SELECT DISTINCT f.confirmed_of AS id FROM targets.proof_file f
        WHERE f.source_type = 'act' AND f.removed_at IS NULL AND f.confirmed_of = ANY ($1)
          AND ${isConfirmed('f.confirmed_of')}`,
      [actIds],
      tx,
    );
    return new Set(found.map(({ id }) => id));
  }
}
