import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from './clock';
import { rows } from './database';
import { JournalConsumers } from './journal-consumers';

/** What happened: one line in the journal, which is audit trail and outbox in one. */
export interface JournalEntry {
  /** `<noun>.<past tense>`, e.g. `enrolment.cancelled`; stable, others react to it. */
  action: string;
  /** The thing it happened to. */
  subjectId: string;
  /** Who did it; undefined for the system itself. */
  actorId?: string | undefined;
  /** For whom, when somebody acted for another person. */
  onBehalfOf?: string | undefined;
  reason?: string | undefined;
  /** Ids and before/after values the consumers need; no names, no addresses. */
  data?: Record<string, unknown> | undefined;
}

@Injectable()
export class Journal {
  constructor(
    private readonly clock: Clock,
    private readonly consumers: JournalConsumers,
  ) {}

  /**
   * Writes the entry and one pending row per consumer that listens to its action, in the caller's
   * transaction: an event exists exactly when its change does. Returns the journal id.
   */
  async record(tx: EntityManager, entry: JournalEntry): Promise<string> {
    const [row] = await rows<{ id: string }>(
      tx,
      `WITH line AS (
         INSERT INTO platform.journal (recorded_at, action, subject_id, actor_id, on_behalf_of, reason, data)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
       ), pending AS (
         INSERT INTO platform.journal_pending (consumer, journal_id)
         SELECT consumer, line.id FROM line, unnest($8::text[]) AS consumer
       )
       SELECT id FROM line`,
      [
        this.clock.now(),
        entry.action,
        entry.subjectId,
        entry.actorId ?? null,
        entry.onBehalfOf ?? null,
        entry.reason ?? null,
        JSON.stringify(entry.data ?? {}),
        this.consumers.of(entry.action),
      ],
    );
    if (!row) throw new Error('the journal did not answer with an id');
    return row.id;
  }
}
