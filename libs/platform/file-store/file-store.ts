import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { newId } from '../config/ids';
import { Database, insertRows, rows } from '../database/database';
import { afterCommit } from '../database/transaction';
import { Clock } from '../time/clock';
import { currentWork, uptime } from '../work/current-work';
import type { DiskUploaded } from './disk-upload';
import { FILE_BYTES, type FileBytes } from './file-bytes';
import { HEAD_BYTES, mediaTypeOf } from './media-type';

/** A file of the store. */
export interface FileRow {
  id: string;
  sha256: string;
  size: number;
  mediaType: string;
  name: string;
}

/** Bytes that no row names are let go when they have lain there for so long: their row may be on its way. */
const ON_ITS_WAY_MS = 24 * 3_600_000;
/** Hashes that are looked up at once. */
const AT_ONCE = 1000;

/**
 * Uploaded files of all libs: a row for each, and its bytes once under their hash, where the configuration says. Who
 * may have a file, its lib decides each time.
 */
@Injectable()
export class FileStore implements OnApplicationShutdown {
  private readonly log = new Logger('files');

  constructor(
    @Inject(FILE_BYTES) private readonly bytes: FileBytes,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationShutdown(): void {
    this.bytes.close();
  }

  /**
   * Brings the bytes of a large upload before a transaction for it begins: that may not stand still for as long as
   * this takes, and the time does not count. Without a row they are let go again.
   * @throws FilesAway
   */
  async bring(upload: DiskUploaded): Promise<void> {
    if (!this.bytes.isFar) return;
    const from = uptime();
    if (!(await this.bytes.has(upload))) await this.bytes.put(upload);
    const work = currentWork();
    if (work) work.endsAt += uptime() - from;
  }

  /** Takes an upload over, in the caller's transaction. Returns its row. @throws FilesAway: nothing is kept */
  keep(tx: EntityManager, upload: DiskUploaded): Promise<FileRow> {
    return this.insert(tx, upload, { takeOver: true });
  }

  /** Keeps what the program made itself, in the caller's transaction. Returns its row. @throws FilesAway */
  async keepMade(tx: EntityManager, name: string, bytes: Uint8Array): Promise<FileRow> {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'academie-'));
    try {
      const made = path.join(folder, 'made');
      await fs.writeFile(made, bytes, { mode: 0o600 });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const head = Buffer.from(bytes.subarray(0, HEAD_BYTES));
      const upload = { name, path: made, size: bytes.length, sha256, head, tooLarge: false };
      return await this.insert(tx, upload, { takeOver: false });
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  /** The same bytes once more under a row of their own, in the caller's transaction. Returns its id. */
  async copy(tx: EntityManager, id: string): Promise<string> {
    const copyId = newId();
    await rows(
      tx,
      `INSERT INTO platform.stored_file (id, sha256, size, media_type, name, created_at)
       SELECT $2, sha256, size, media_type, name, $3 FROM platform.stored_file WHERE id = $1`,
      [id, copyId, this.clock.now()],
    );
    return copyId;
  }

  private async insert(
    tx: EntityManager,
    upload: DiskUploaded,
    how: { takeOver: boolean },
  ): Promise<FileRow> {
    const file: FileRow = {
      id: newId(),
      sha256: upload.sha256,
      size: upload.size,
      mediaType: await mediaTypeOf(upload.head),
      name: upload.name,
    };
    await oneAtATime(tx, file.sha256);
    if (!(await this.bytes.has(upload))) await this.bytes.put(upload, how);
    await insertRows(tx, 'platform.stored_file', [
      {
        id: file.id,
        sha256: file.sha256,
        size: file.size,
        media_type: file.mediaType,
        name: file.name,
        created_at: this.clock.now(),
      },
    ]);
    return file;
  }

  find(id: string): Promise<FileRow | undefined> {
    return this.database.first<FileRow>(
      `SELECT id, sha256, size::float8 AS size, media_type AS "mediaType", name
         FROM platform.stored_file WHERE id = $1`,
      [id],
    );
  }

  /** Those of these that there are, by id. */
  async named(ids: readonly string[]): Promise<Map<string, FileRow>> {
    const found = await this.database.rows<FileRow>(
      `SELECT id, sha256, size::float8 AS size, media_type AS "mediaType", name
         FROM platform.stored_file WHERE id = ANY ($1)`,
      [ids],
    );
    return new Map(found.map((file) => [file.id, file]));
  }

  /** The bytes from `start` to `end`, both included. @throws FilesAway, BytesMissing */
  read(
    { sha256 }: Pick<FileRow, 'sha256'>,
    range?: { start: number; end: number },
  ): Promise<Readable> {
    return this.bytes.read(sha256, range);
  }

  /**
   * Removes files, in the caller's transaction; once that is kept, their bytes go when no other file has the same.
   * Returns how many there were.
   */
  async remove(tx: EntityManager, ids: readonly string[]): Promise<number> {
    const removed = await rows<{ sha256: string }>(
      tx,
      'DELETE FROM platform.stored_file WHERE id = ANY ($1) RETURNING sha256',
      [ids],
    );
    const hashes = [...new Set(removed.map(({ sha256 }) => sha256))].sort();
    if (hashes.length > 0) afterCommit(tx, () => this.letGo(hashes));
    return removed.length;
  }

  /** Bytes that no row names for a day: what came in and was refused at the last, or could not be removed. */
  async *unnamed(): AsyncIterable<{ sha256: string; size: number }> {
    const before = this.clock.now().getTime() - ON_ITS_WAY_MS;
    let page: { sha256: string; size: number }[] = [];
    for await (const { sha256, size, at } of this.bytes.list()) {
      if (at.getTime() < before) page.push({ sha256, size });
      if (page.length < AT_ONCE) continue;
      yield* await this.withoutRow(page);
      page = [];
    }
    yield* await this.withoutRow(page);
  }

  /** Lets go the bytes that no row names. Returns how many. @throws FilesAway */
  async letGo(hashes: readonly string[]): Promise<number> {
    let gone = 0;
    for (const hash of hashes)
      gone += await this.database
        .transaction(async (tx) => {
          await oneAtATime(tx, hash);
          const named = await rows(
            tx,
            'SELECT 1 FROM platform.stored_file WHERE sha256 = $1 LIMIT 1',
            [hash],
          );
          if (named.length > 0) return 0;
          await this.bytes.remove(hash);
          return 1;
        })
        .catch((error: unknown) => {
          // They are found and removed another night (unnamed-bytes.ts).
          this.log.warn(`the bytes ${hash} stay for now: ${String(error)}`);
          return 0;
        });
    return gone;
  }

  /** Whether the bytes can be had now. */
  answers(): Promise<boolean> {
    return this.bytes.answers();
  }

  private async withoutRow<T extends { sha256: string }>(found: T[]): Promise<T[]> {
    if (found.length === 0) return [];
    const named = await this.database.rows<{ sha256: string }>(
      'SELECT DISTINCT sha256 FROM platform.stored_file WHERE sha256 = ANY ($1)',
      [found.map(({ sha256 }) => sha256)],
    );
    const known = new Set(named.map(({ sha256 }) => sha256));
    return found.filter(({ sha256 }) => !known.has(sha256));
  }
}

/** Of two who bring and remove the same bytes, one waits: else a new row would find its bytes gone. */
const oneAtATime = (tx: EntityManager, sha256: string): Promise<unknown> =>
  rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [sha256]);
