import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, rows } from '@academie/platform';

import { type AttachedBytes, attachmentsOf } from '../xapi/attachments';
import type { XapiStatement } from '../xapi/statement';
import { XapiError } from '../xapi/xapi-error';

/** So much one learner keeps in one package. */
const MOST_BYTES = 20_000_000;

/** Bytes of attachments of statements. */
@Injectable()
export class AttachmentService {
  constructor(private readonly database: Database) {}

  /** Keeps those that are new. The caller holds the lock of the registration. @throws XapiError 413 */
  async keep(
    tx: EntityManager,
    registrationId: string,
    attached: readonly AttachedBytes[],
  ): Promise<void> {
    if (attached.length === 0) return;
    const [kept] = await rows<{ bytes: string; known: string[] }>(
      tx,
      `SELECT coalesce(sum(octet_length(content)), 0) AS bytes, coalesce(array_agg(sha2), '{}') AS known
         FROM elearning.statement_attachment WHERE registration_id = $1`,
      [registrationId],
    );
    const known = new Set(kept?.known);
    const fresh = [...new Map(attached.map((one) => [one.sha2, one])).values()].filter(
      ({ sha2 }) => !known.has(sha2),
    );
    const bytes = fresh.reduce((sum, { content }) => sum + content.length, Number(kept?.bytes));
    if (bytes > MOST_BYTES) throw new XapiError(413, `no more than ${MOST_BYTES} bytes`);
    for (const { sha2, contentType, content } of fresh)
      await rows(
        tx,
        `INSERT INTO elearning.statement_attachment (registration_id, sha2, content_type, content)
         VALUES ($1, $2, $3, $4)`,
        [registrationId, sha2, contentType, content],
      );
  }

  /** The bytes of what these statements name, those that are kept. */
  async of(registrationId: string, statements: readonly XapiStatement[]): Promise<AttachedBytes[]> {
    const hashes = statements.flatMap(attachmentsOf).map(({ sha2 }) => sha2.toLowerCase());
    if (hashes.length === 0) return [];
    return this.database.rows<AttachedBytes>(
      `SELECT sha2, content_type AS "contentType", content FROM elearning.statement_attachment
        WHERE registration_id = $1 AND sha2 = ANY ($2) ORDER BY sha2`,
      [registrationId, hashes],
    );
  }
}
