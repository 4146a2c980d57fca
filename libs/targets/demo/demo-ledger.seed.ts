import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { DEMO_FIRST_OFFERING } from '@academie/catalogue';
import { Database, DemoSeed, rows } from '@academie/platform';

import { Ledger, type EvidenceOrigin } from '../ledger/ledger';

interface Line {
  type: EvidenceOrigin['type'];
  id: string;
  recordedAt: Date;
  journalId: string;
}

/**
 * Counts what the demo has done, all at once: the worker would take it one event at a time, and the
 * first visitor should find the dashboard complete.
 */
@Injectable()
export class DemoLedgerSeed {
  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
  ) {}

  @DemoSeed('targets.demo-ledger')
  async load(): Promise<boolean> {
    const counted = await this.database.first(
      'SELECT 1 FROM targets.evidence WHERE origin_id = $1',
      [DEMO_FIRST_OFFERING],
    );
    if (counted) return false;
    await this.database.transaction(async (tx) => {
      await this.ledger.refresh(tx, originsOf(await this.takePending(tx)));
      // The past was known when it was written down, so that a date in the past shows what was known.
      await rows(
        tx,
        `UPDATE targets.contribution c SET counted_at = e.recorded_at FROM targets.evidence e
          WHERE e.id = c.evidence_id AND c.uncounted_at IS NULL`,
      );
    });
    return true;
  }

  private takePending(tx: EntityManager): Promise<Line[]> {
    return rows<Line & Record<string, unknown>>(
      tx,
      `WITH taken AS (
         DELETE FROM platform.journal_pending WHERE consumer = 'targets.ledger' RETURNING journal_id)
       SELECT CASE noun WHEN 'register' THEN 'offering' WHEN 'completion' THEN 'enrolment'
           ELSE noun END AS type,
         CASE noun WHEN 'register' THEN (data->>'offeringId')::uuid
           WHEN 'completion' THEN (data->>'enrolmentId')::uuid ELSE subject_id END AS id,
         recorded_at AS "recordedAt", id::text AS "journalId"
       FROM (SELECT j.*, split_part(j.action, '.', 1) AS noun
               FROM taken JOIN platform.journal j ON j.id = taken.journal_id) line
       UNION ALL
       SELECT 'enrolment', e.id, j.recorded_at, j.id::text FROM enrolment.enrolment e
         JOIN platform.journal j ON j.subject_id = e.id AND j.action = 'enrolment.enrolled'
        WHERE e.source = 'import'
       ORDER BY 3, 2`,
    );
  }
}

/** Every origin once; what occurred at a moment was written down by the first line after it. */
function originsOf(lines: readonly Line[]): EvidenceOrigin[] {
  const found = new Map<
    string,
    { type: EvidenceOrigin['type']; moments: Date[]; journalId: string }
  >();
  for (const { type, id, recordedAt, journalId } of lines) {
    const origin = found.get(id) ?? { type, moments: [], journalId };
    origin.journalId = journalId;
    origin.moments.push(recordedAt);
    found.set(id, origin);
  }
  return [...found].map(([id, { type, moments, journalId }]) => ({
    type,
    id,
    journalId,
    recordedAt: (occurredAt) =>
      moments.find((moment) => moment >= occurredAt) ?? moments.at(-1) ?? occurredAt,
  }));
}
