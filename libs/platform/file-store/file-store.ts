import { createReadStream, type ReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { CONFIG, type Config } from '../config/config';
import { newId } from '../config/ids';
import { Database, insertRows, rows } from '../database/database';
import { Clock } from '../time/clock';
import type { DiskUploaded } from './disk-upload';
import { placeIn } from './file-place';
import { mediaTypeOf } from './media-type';

/** A file of the store. */
export interface FileRow {
  id: string;
  sha256: string;
  size: number;
  mediaType: string;
  name: string;
}

/**
 * Uploaded files of all libs: a row for each, and its bytes once under their hash, in the folder of the
 * configuration. Who may have a file, its lib decides each time.
 */
@Injectable()
export class FileStore {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Takes an upload over, in the caller's transaction. Returns its row. */
  async keep(tx: EntityManager, upload: DiskUploaded): Promise<FileRow> {
    const file: FileRow = {
      id: newId(),
      sha256: upload.sha256,
      size: upload.size,
      mediaType: await mediaTypeOf(upload.head),
      name: upload.name,
    };
    const place = this.placeOf(file.sha256);
    await oneAtATime(tx, file.sha256);
    await fs.mkdir(path.dirname(place), { recursive: true });
    // The same bytes may lie there already; then these replace them.
    await fs.rename(upload.path, place);
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

  /** The bytes from `start` to `end`, both included. */
  read({ sha256 }: Pick<FileRow, 'sha256'>, range?: { start: number; end: number }): ReadStream {
    return createReadStream(this.placeOf(sha256), range);
  }

  /**
   * Removes files, in the caller's transaction; their bytes go when no other file has the same. Returns how
   * many there were.
   */
  async remove(tx: EntityManager, ids: readonly string[]): Promise<number> {
    const removed = await rows<{ sha256: string }>(
      tx,
      'DELETE FROM platform.stored_file WHERE id = ANY ($1) RETURNING sha256',
      [ids],
    );
    const hashes = [...new Set(removed.map(({ sha256 }) => sha256))].sort();
    for (const hash of hashes) await oneAtATime(tx, hash);
    const shared = await rows<{ sha256: string }>(
      tx,
      'SELECT DISTINCT sha256 FROM platform.stored_file WHERE sha256 = ANY ($1)',
      [hashes],
    );
    const kept = new Set(shared.map(({ sha256 }) => sha256));
    for (const hash of hashes.filter((one) => !kept.has(one)))
      await fs.rm(this.placeOf(hash), { force: true });
    return removed.length;
  }

  private placeOf(sha256: string): string {
    return placeIn(this.config.filesFolder, sha256);
  }
}

/** Of two who bring and remove the same bytes, one waits: else a new row would find its bytes gone. */
const oneAtATime = (tx: EntityManager, sha256: string): Promise<unknown> =>
  rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [sha256]);
