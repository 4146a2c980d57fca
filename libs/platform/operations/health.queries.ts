import { Injectable } from '@nestjs/common';

import { Database } from '../database/database';

/** What waits and what failed, in all. Ages in seconds. */
export interface Backlog {
  mail: {
    waiting: number;
    oldestSeconds: number;
    failed: number;
    /** Why the one that waits longest did not go the last time. */
    lastError: string | undefined;
  };
  journal: { waiting: number; oldestSeconds: number; failing: number };
  /** How long the work after events waits, by the lib that does it. */
  lags: { lib: string; seconds: number }[];
}

interface Pending extends Record<string, unknown> {
  lib: string;
  waiting: number;
  failing: number;
  seconds: number;
}

/** Work after an event that keeps failing. */
export interface FailingEvent {
  consumer: string;
  action: string;
  count: number;
  attempts: number;
  lastError: string;
  since: Date;
}

/** Mail that failed longer ago is history. */
const FAILED_WITHIN = '7 days';

/** How the work stands that nobody waits for. */
@Injectable()
export class HealthQueries {
  constructor(private readonly database: Database) {}

  /** What waits now and how long already; of mail that failed, that of the last seven days. */
  async backlog(now: Date): Promise<Backlog> {
    const pending = await this.pending(now);
    const found = await this.database.first<Record<string, string | null>>(
      `SELECT
         (SELECT count(*) FROM platform.outgoing_mail WHERE sent_at IS NULL AND failed_at IS NULL) AS mail_waiting,
         (SELECT extract(epoch FROM $1 - min(created_at)) FROM platform.outgoing_mail
           WHERE sent_at IS NULL AND failed_at IS NULL) AS mail_oldest,
         (SELECT last_error FROM platform.outgoing_mail
           WHERE sent_at IS NULL AND failed_at IS NULL AND attempts > 0 ORDER BY created_at LIMIT 1) AS mail_error,
         (SELECT count(*) FROM platform.outgoing_mail
           WHERE failed_at > $1::timestamptz - $2::interval AND last_error <> 'withdrawn') AS mail_failed`,
      [now, FAILED_WITHIN],
    );
    const number = (name: string): number => Math.max(0, Math.round(Number(found?.[name] ?? 0)));
    return {
      mail: {
        waiting: number('mail_waiting'),
        oldestSeconds: number('mail_oldest'),
        failed: number('mail_failed'),
        lastError: found?.mail_error ?? undefined,
      },
      journal: {
        waiting: sum(pending.map(({ waiting }) => waiting)),
        oldestSeconds: Math.round(Math.max(0, ...pending.map(({ seconds }) => seconds))),
        failing: sum(pending.map(({ failing }) => failing)),
      },
      lags: pending.map(({ lib, seconds }) => ({ lib, seconds })),
    };
  }

  // The work after events that waits, by the lib that does it.
  private pending(now: Date): Promise<Pending[]> {
    return this.database.rows(
      `SELECT split_part(p.consumer, '.', 1) AS lib, count(*)::int AS waiting,
              (count(*) FILTER (WHERE p.attempts > 0))::int AS failing,
              greatest(0, extract(epoch FROM $1 - min(j.recorded_at)))::float8 AS seconds
         FROM platform.journal_pending p JOIN platform.journal j ON j.id = p.journal_id GROUP BY 1`,
      [now],
    );
  }

  /** What keeps failing, by who listens and to what; at most fifty kinds. */
  failing(): Promise<FailingEvent[]> {
    return this.database.rows(
      `SELECT p.consumer, j.action, count(*)::integer AS count, max(p.attempts) AS attempts,
              (array_agg(p.last_error ORDER BY p.attempts DESC))[1] AS "lastError", min(j.recorded_at) AS since
         FROM platform.journal_pending p JOIN platform.journal j ON j.id = p.journal_id
        WHERE p.attempts > 0 GROUP BY p.consumer, j.action ORDER BY min(j.recorded_at) LIMIT 50`,
    );
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
