import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

import type { FileBytes, KnownBytes, LocalFile } from './file-bytes';
import { placeIn } from './file-place';
import { BytesMissing } from './files-away';

const HASH = /^[0-9a-f]{64}$/;

/** Bytes in a folder; all processes need the same. */
export class DiskBytes implements FileBytes {
  readonly isFar = false;

  constructor(private readonly folder: string) {}

  async put(file: LocalFile, { takeOver } = { takeOver: false }): Promise<void> {
    const place = placeIn(this.folder, file.sha256);
    await fs.mkdir(path.dirname(place), { recursive: true });
    // The same bytes may lie there already; then these replace them.
    await (takeOver ? fs.rename(file.path, place) : fs.copyFile(file.path, place));
  }

  async has({ sha256, size }: Pick<LocalFile, 'sha256' | 'size'>): Promise<boolean> {
    const found = await fs.stat(placeIn(this.folder, sha256)).catch(() => undefined);
    return found?.size === size;
  }

  async read(sha256: string, range?: { start: number; end: number }): Promise<Readable> {
    const file = await fs.open(placeIn(this.folder, sha256)).catch((error: unknown) => {
      throw isGone(error) ? new BytesMissing(sha256) : error;
    });
    return createReadStream('', { ...range, fd: file });
  }

  async remove(sha256: string): Promise<void> {
    await fs.rm(placeIn(this.folder, sha256), { force: true });
  }

  async *list(): AsyncIterable<KnownBytes> {
    for (const part of await namesIn(this.folder, /^[0-9a-f]{2}$/))
      for (const sha256 of await namesIn(path.join(this.folder, part), HASH)) {
        const found = await fs.stat(placeIn(this.folder, sha256)).catch(() => undefined);
        if (found) yield { sha256, size: found.size, at: found.mtime };
      }
  }

  async check(): Promise<void> {
    await fs.mkdir(this.folder, { recursive: true });
  }

  answers(): Promise<boolean> {
    return Promise.resolve(true);
  }

  close(): void {
    // Nothing is kept open.
  }
}

const namesIn = async (folder: string, wanted: RegExp): Promise<string[]> =>
  (await fs.readdir(folder).catch(() => [])).filter((name) => wanted.test(name)).sort();

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
