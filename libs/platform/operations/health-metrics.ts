import fs from 'node:fs';
import path from 'node:path';

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Gauge } from 'prom-client';

import { Database } from '../database/database';
import { FILE_BYTES, type FileBytes } from '../file-store/file-bytes';
import { ROOT } from '../files/files';
import { JobRunsQueries } from '../jobs/job-runs.queries';
import { Clock } from '../time/clock';
import { JournalConsumers } from '../journal/journal-consumers';
import { HealthQueries } from './health.queries';
import { Metrics } from './metrics';

/** Figures of what waits, which are asked of the database when somebody asks for the metrics. */
@Injectable()
export class HealthMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly health: HealthQueries,
    private readonly runs: JobRunsQueries,
    private readonly consumers: JournalConsumers,
    private readonly database: Database,
    @Inject(FILE_BYTES) private readonly bytes: FileBytes,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const mail = this.metrics.gauge('academie_mail', 'Mails by state; failed is of the last week', [
      'state',
    ]);
    const mailAge = this.metrics.gauge(
      'academie_mail_oldest_seconds',
      'Age of the mail that waits longest',
    );
    const journal = this.metrics.gauge('academie_journal_pending', 'Work after events, by state', [
      'state',
    ]);
    const journalAge = this.metrics.gauge(
      'academie_journal_oldest_seconds',
      'Age of what waits longest',
    );
    const lag = this.metrics.gauge(
      'academie_journal_lag_seconds',
      'Age of what waits longest, by lib: of targets it is how far the figures lag behind',
      ['lib'],
    );
    const jobs = this.metrics.gauge(
      'academie_job_last_run_seconds',
      'When a job last ended, Unix time',
      ['job'],
    );
    const failed = this.metrics.gauge(
      'academie_job_failed',
      '1 when the last run of a job failed',
      ['job'],
    );
    const up = this.metrics.gauge(
      'academie_database_up',
      '1 when the database answered these figures',
    );
    const files = this.metrics.gauge(
      'academie_files_up',
      '1 when the store of uploaded files answers',
    );
    const pool = this.metrics.gauge('academie_database_connections', 'Connections of the pool', [
      'state',
    ]);
    const replica = this.metrics.gauge(
      'academie_replica_reports',
      'Reports since the start, by whether the replica was read, behind or away',
      ['outcome'],
    );
    const behind = this.metrics.gauge(
      'academie_replica_behind_bytes',
      'How far the replica was behind when it was last looked at',
    );
    const info = this.metrics.gauge('academie_info', 'Versions', ['version', 'node']);
    info.set({ version: versionOf(), node: process.versions.node }, 1);
    this.metrics.beforeShowing(async () => {
      this.showPool(pool);
      files.set((await this.bytes.answers()) ? 1 : 0);
      for (const [outcome, count] of Object.entries(this.database.replica?.outcomes ?? {}))
        replica.set({ outcome }, count);
      behind.set(this.database.replica?.lagBytes ?? 0);
      try {
        const backlog = await this.health.backlog(this.clock.now());
        mail.set({ state: 'waiting' }, backlog.mail.waiting);
        mail.set({ state: 'failed' }, backlog.mail.failed);
        mailAge.set(backlog.mail.oldestSeconds);
        journal.set({ state: 'waiting' }, backlog.journal.waiting);
        journal.set({ state: 'failing' }, backlog.journal.failing);
        journalAge.set(backlog.journal.oldestSeconds);
        lag.reset();
        for (const { name } of this.consumers.all) lag.set({ lib: libOf(name) }, 0);
        for (const { lib, seconds } of backlog.lags) lag.set({ lib }, seconds);
        for (const { name, endedAt, isDone } of (await this.runs.last()).values()) {
          jobs.set({ job: name }, endedAt.getTime() / 1000);
          failed.set({ job: name }, isDone ? 0 : 1);
        }
        up.set(1);
      } catch {
        up.set(0);
      }
    });
  }

  private showPool(pool: Gauge): void {
    const { master } = this.database.source.driver as unknown as { master: Pool };
    pool.set({ state: 'open' }, master.totalCount);
    pool.set({ state: 'idle' }, master.idleCount);
    pool.set({ state: 'waited-for' }, master.waitingCount);
  }
}

const libOf = (consumer: string): string => consumer.split('.', 1)[0] ?? '';

const versionOf = (): string =>
  (JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string })
    .version;
