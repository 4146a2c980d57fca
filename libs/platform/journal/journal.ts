import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from '../time/clock';
import { rows } from '../database/database';
import { JournalConsumers } from './journal-consumers';
import type { EventName } from './journal-events';

/** What happened: one line in the journal, which is audit trail and outbox in one. */
export interface JournalEntry {
  /** One of the events that the libs declare. */
  action: EventName;
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

/** Something that happened before it is written down: demo data has a past. */
export type PastEntry = JournalEntry & { recordedAt: Date };

/** The import that writes many rows in a few statements: who confirmed it, and the time of its rows. */
export interface ImportFacts {
  importId: string;
  actorId: string;
  now: Date;
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

  /** As `record`, for many entries in one statement: an import of thousands is one event each. */
  async recordAll(tx: EntityManager, entries: readonly JournalEntry[]): Promise<void> {
    const recordedAt = this.clock.now();
    await this.write(
      tx,
      entries.map((entry) => lineOf(entry, recordedAt)),
      (action) => this.consumers.of(action),
    );
  }

  /**
   * Writes what happened in the past, oldest first, each at its own time. Only consumers that ask for the
   * past hear of it (`OnJournalAndPast`), and those of the own lib in `also`: nobody gets a mail about last
   * year.
   */
  async recordPast(
    tx: EntityManager,
    entries: readonly PastEntry[],
    also: readonly string[] = [],
  ): Promise<void> {
    const lines = [...entries]
      .sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime())
      .map((entry) => lineOf(entry, entry.recordedAt));
    await this.write(tx, lines, (action) => [
      ...this.consumers.ofPast(action),
      ...this.consumers.of(action).filter((name) => also.includes(name)),
    ]);
  }

  /**
   * Writes one line for each row of a query that gives `subject_id` and `data`, its `params` being the
   * first of the statement: for an import, whose lines cost more to send than to write. Nobody hears of
   * them; what others react to goes through `record`.
   */
  async recordRows(
    tx: EntityManager,
    { action, actorId, recordedAt }: Pick<PastEntry, 'action' | 'actorId' | 'recordedAt'>,
    query: string,
    params: readonly unknown[],
  ): Promise<void> {
    const [at, what, who] = [1, 2, 3].map((nth) => `$${params.length + nth}`);
    await rows(
      tx,
      `INSERT INTO platform.journal (recorded_at, action, subject_id, actor_id, data)
       SELECT ${at}, ${what}, line.subject_id, ${who}, line.data FROM (${query}) line`,
      [...params, recordedAt, action, actorId ?? null],
    );
  }

  private async write(
    tx: EntityManager,
    lines: readonly ReturnType<typeof lineOf>[],
    hearing: (action: EventName) => string[],
  ): Promise<void> {
    if (lines.length === 0) return;
    const heard = [...new Set(lines.map(({ action }) => action))].flatMap((action) =>
      hearing(action).map((consumer) => ({ action, consumer })),
    );
    const columns = 'recorded_at, action, subject_id, actor_id, on_behalf_of, reason, data';
    await rows(
      tx,
      `WITH line AS (
         INSERT INTO platform.journal (${columns})
         SELECT ${columns} FROM jsonb_populate_recordset(NULL::platform.journal, $1)
         RETURNING id, action
       )
       INSERT INTO platform.journal_pending (consumer, journal_id)
       SELECT heard.consumer, line.id
       FROM line JOIN jsonb_to_recordset($2) AS heard(action text, consumer text) USING (action)`,
      [JSON.stringify(lines), JSON.stringify(heard)],
    );
  }
}

const lineOf = (entry: JournalEntry, recordedAt: Date) => ({
  recorded_at: recordedAt,
  action: entry.action,
  subject_id: entry.subjectId,
  actor_id: entry.actorId ?? null,
  on_behalf_of: entry.onBehalfOf ?? null,
  reason: entry.reason ?? null,
  data: entry.data ?? {},
});
