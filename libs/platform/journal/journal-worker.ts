import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from '../time/clock';
import { Database, rows } from '../database/database';
import { markTrace } from '../database/trace-mark';
import { type SpanStart, Tracing } from '../tracing/tracing';
import { currentWork, inBackground } from '../work/current-work';
import { type JournalConsumer, type JournalEvent, JournalConsumers } from './journal-consumers';
import type { EventName } from './journal-events';

const PAUSE_MS = 300;
const LONGEST_RETRY_S = 600;
/** How many events a consumer that can takes at once. */
const BATCH = 200;

interface PendingRow {
  consumer: string;
  journal_id: string;
  attempts: number;
  recorded_at: Date;
  action: EventName;
  subject_id: string;
  actor_id: string | null;
  on_behalf_of: string | null;
  reason: string | null;
  data: Record<string, unknown>;
  traceparent: string | null;
}

/** Hands pending journal rows to their consumers, in any number of workers at once. */
@Injectable()
export class JournalWorker implements BeforeApplicationShutdown {
  private readonly log = new Logger('journal');
  private running: Promise<void> | undefined;
  private stopping = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly consumers: JournalConsumers,
    private readonly clock: Clock,
    private readonly tracing: Tracing,
  ) {}

  /** Starts the loop; it waits 300 ms when there is nothing to do, so effects show within 2 s. */
  start(): void {
    this.running ??= inBackground(() => this.loop());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.running;
  }

  /** Works until nothing is pending. Returns how many rows were handled (tests and the CLI wait on it). */
  async handlePending(): Promise<number> {
    let handled = 0;
    for (;;) {
      const done = this.stopping ? 0 : await this.handleSome();
      if (done === 0) return handled;
      handled += done;
    }
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.handlePending();
      } catch (error) {
        this.log.error(error instanceof Error ? error.message : String(error));
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, PAUSE_MS).unref();
      });
    }
  }

  // The rows are deleted in the transaction that does the work: a crash undoes both, and nobody
  // else sees them meanwhile (SKIP LOCKED). A failing row is put off and does not hold up others.
  private async handleSome(): Promise<number> {
    let failed: { batch: PendingRow[]; error: unknown } | undefined;
    const handled = await this.database
      .transaction(async (tx) => {
        const [first] = await this.claim(tx, this.consumers.names, 1);
        if (!first) return 0;
        const consumer = this.consumers.get(first.consumer);
        const batch = [first];
        if (consumer?.takesMany && first.attempts === 0)
          batch.push(...(await this.claim(tx, [first.consumer], BATCH - 1, true)));
        try {
          if (consumer) await this.give(tx, consumer, batch);
        } catch (error) {
          failed = { batch, error };
          throw error;
        }
        return batch.length;
      })
      .catch((error: unknown) => {
        if (!failed) throw error;
        return failed.batch.length;
      });
    if (failed) for (const row of failed.batch) await this.reschedule(row, failed.error);
    return handled;
  }

  private give(tx: EntityManager, consumer: JournalConsumer, batch: PendingRow[]): Promise<void> {
    const [first, ...others] = batch;
    const how: SpanStart = {
      kind: 'consumer',
      parent: first?.traceparent,
      also: others.map(({ traceparent }) => traceparent),
      attributes: { 'academie.event': first?.action ?? '', 'academie.events': batch.length },
    };
    return this.tracing.around(`journal ${first?.consumer ?? ''}`, how, async () => {
      const span = currentWork()?.traceparent;
      if (span) await markTrace(tx, span);
      await consumer.handle(tx, batch.map(eventOf));
    });
  }

  private claim(
    tx: EntityManager,
    consumers: readonly string[],
    limit: number,
    untriedOnly = false,
  ): Promise<PendingRow[]> {
    return rows<PendingRow>(
      tx,
      `WITH next AS (
         SELECT p.consumer, p.journal_id FROM platform.journal_pending p
          WHERE p.consumer = ANY ($1) AND (p.not_before IS NULL OR p.not_before <= $2)
            ${untriedOnly ? 'AND p.attempts = 0' : ''}
          ORDER BY p.journal_id LIMIT $3 FOR UPDATE SKIP LOCKED
       )
       DELETE FROM platform.journal_pending p USING next, platform.journal j
        WHERE p.consumer = next.consumer AND p.journal_id = next.journal_id AND j.id = next.journal_id
       RETURNING p.consumer, p.journal_id, p.attempts, j.recorded_at, j.action, j.subject_id,
                 j.actor_id, j.on_behalf_of, j.reason, j.data, j.traceparent`,
      [consumers, this.clock.now(), limit],
    );
  }

  private async reschedule(row: PendingRow, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    this.log.error(
      `${row.consumer} could not handle ${row.action} (${row.journal_id}): ${message}`,
    );
    const seconds = Math.min(2 ** row.attempts, LONGEST_RETRY_S);
    await this.database.rows(
      `UPDATE platform.journal_pending SET attempts = attempts + 1, last_error = $3, not_before = $4
        WHERE consumer = $1 AND journal_id = $2`,
      [
        row.consumer,
        row.journal_id,
        message.slice(0, 500),
        new Date(this.clock.now().getTime() + seconds * 1000),
      ],
    );
  }
}

function eventOf(row: PendingRow): JournalEvent {
  return {
    id: row.journal_id,
    recordedAt: row.recorded_at,
    action: row.action,
    subjectId: row.subject_id,
    actorId: row.actor_id,
    onBehalfOf: row.on_behalf_of,
    reason: row.reason,
    data: row.data,
  };
}
