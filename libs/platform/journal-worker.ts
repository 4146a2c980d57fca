import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

import { Clock } from './clock';
import { Database, rows } from './database';
import { type JournalEvent, JournalConsumers } from './journal-consumers';

const PAUSE_MS = 300;
const LONGEST_RETRY_S = 600;

interface PendingRow {
  consumer: string;
  journal_id: string;
  attempts: number;
  recorded_at: Date;
  action: string;
  subject_id: string;
  actor_id: string | null;
  on_behalf_of: string | null;
  reason: string | null;
  data: Record<string, unknown>;
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
  ) {}

  /** Starts the loop; it sleeps 300 ms when there is nothing to do, so effects show within 2 s. */
  start(): void {
    this.running ??= this.loop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.running;
  }

  /** Works until nothing is pending. Returns how many rows were handled (tests and the CLI wait on it). */
  async drain(): Promise<number> {
    let handled = 0;
    while (!this.stopping && (await this.handleOne())) handled += 1;
    return handled;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.drain();
      } catch (error) {
        this.log.error(error instanceof Error ? error.message : String(error));
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, PAUSE_MS).unref();
      });
    }
  }

  // The row is deleted in the transaction that does the work: a crash undoes both, and nobody
  // else sees the row meanwhile (SKIP LOCKED). A failing row is put off and does not hold up others.
  private async handleOne(): Promise<boolean> {
    let failed: { row: PendingRow; error: unknown } | undefined;
    const found = await this.database
      .transaction(async (tx) => {
        const [row] = await rows<PendingRow>(
          tx,
          `WITH next AS (
             SELECT p.consumer, p.journal_id FROM platform.journal_pending p
              WHERE p.consumer = ANY ($1) AND (p.not_before IS NULL OR p.not_before <= $2)
              ORDER BY p.journal_id LIMIT 1 FOR UPDATE SKIP LOCKED
           )
           DELETE FROM platform.journal_pending p USING next, platform.journal j
            WHERE p.consumer = next.consumer AND p.journal_id = next.journal_id AND j.id = next.journal_id
           RETURNING p.consumer, p.journal_id, p.attempts, j.recorded_at, j.action, j.subject_id,
                     j.actor_id, j.on_behalf_of, j.reason, j.data`,
          [this.consumers.names, this.clock.now()],
        );
        if (!row) return false;
        try {
          await this.consumers.get(row.consumer)?.handle(tx, eventOf(row));
        } catch (error) {
          failed = { row, error };
          throw error;
        }
        return true;
      })
      .catch((error: unknown) => {
        if (!failed) throw error;
        return true;
      });
    if (failed) await this.putOff(failed.row, failed.error);
    return found;
  }

  private async putOff(row: PendingRow, error: unknown): Promise<void> {
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
