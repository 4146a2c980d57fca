import fs from 'node:fs/promises';

import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config';
import { Database } from '../database/database';
import { FILE_BYTES, type FileBytes } from '../file-store/file-bytes';
import { uptime } from '../work/current-work';

/**
 * Why a process cannot serve: it is stopping; the database does not answer, or takes no writes (a standby); the
 * database lacks a migration that this code needs; the disk of the database or of the files is full.
 */
export type NotReady =
  | 'stopping'
  | 'database-away'
  | 'database-read-only'
  | 'migration-pending'
  | 'no-room';

/** What a process does without for now: the store of uploaded files does not answer. */
export type Impairment = 'files-away';

/** A disk that was full is looked at with care for this long. Milliseconds. */
const NO_ROOM_MS = 15_000;
const LEAST_FREE_BYTES = 50_000_000;

/** Whether this process can do what it is there for. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  private isStopping = false;
  private noRoomAt = -Infinity;
  private wanted: readonly string[] = [];
  private isMigrated = false;

  constructor(
    private readonly database: Database,
    @Inject(FILE_BYTES) private readonly bytes: FileBytes,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** This process needs a database that had these migrations. */
  needs(migrations: readonly string[]): void {
    this.wanted = migrations;
  }

  /** The database said that its disk is full. */
  sawNoRoom(): void {
    this.noRoomAt = uptime();
  }

  beforeApplicationShutdown(): void {
    this.isStopping = true;
  }

  /** Empty when it can. */
  async reasonsAgainst(): Promise<NotReady[]> {
    if (this.isStopping) return ['stopping'];
    const hasNoRoom =
      uptime() - this.noRoomAt < NO_ROOM_MS || (await this.freeBytes()) <= LEAST_FREE_BYTES;
    return [...(await this.againstDatabase()), ...(hasNoRoom ? (['no-room'] as const) : [])];
  }

  /** What does not work while the rest does: a balancer that left this process out would gain nothing. */
  async impairments(): Promise<Impairment[]> {
    return (await this.bytes.answers()) ? [] : ['files-away'];
  }

  private async againstDatabase(): Promise<NotReady[]> {
    try {
      const [state] = await this.database.rows<{ readOnly: boolean }>(
        `SELECT current_setting('transaction_read_only')::boolean AS "readOnly"`,
      );
      if (state?.readOnly) return ['database-read-only'];
      return (await this.isUpToDate()) ? [] : ['migration-pending'];
    } catch {
      return ['database-away'];
    }
  }

  private async isUpToDate(): Promise<boolean> {
    if (this.isMigrated || this.wanted.length === 0) return true;
    const [had] = await this.database.rows<{ count: string }>(
      'SELECT count(*) FROM public.migrations WHERE name = ANY ($1)',
      [this.wanted],
    );
    this.isMigrated = Number(had?.count) >= this.wanted.length;
    return this.isMigrated;
  }

  /** What is free on the disk to which uploaded files come. */
  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await fs
      .statfs(this.config.filesFolder)
      .catch(() => ({ bavail: Infinity, bsize: 1 }));
    return bavail * bsize;
  }
}
