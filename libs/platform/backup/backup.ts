import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import type { Client } from 'pg';
import { to } from 'pg-copy-streams';

import type { Config } from '../config/config';
import { placeIn } from '../file-store/file-place';
import { onConnection } from './backup-connection';
import { BackupUnusable, MANIFEST, newManifest, type BackupManifest } from './backup-manifest';
import { type BackupTable, sequencesOf, tablesOf } from './backup-tables';

/**
 * Writes the whole academie into a new folder, while it runs: every row as of one moment, and the uploaded files that
 * those rows name. The folder has its name only when all of it is there.
 * @throws BackupUnusable when the folder is there already, or a file of a row is not where it has to be
 */
export async function writeBackup(
  config: Config,
  folder: string,
  release: string,
  now: Date,
): Promise<BackupManifest> {
  if (await isThere(folder))
    throw new BackupUnusable(`${folder} is there already. Name a folder that is not.`);
  const half = `${folder}.half`;
  await fs.rm(half, { recursive: true, force: true });
  await fs.mkdir(path.join(half, 'tables'), { recursive: true });
  return onConnection(config, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = [];
    for (const table of await tablesOf(client)) tables.push(await writeTable(client, half, table));
    const { rows: migrations } = await client.query<{ name: string }>(
      'SELECT name FROM public.migrations ORDER BY timestamp, id',
    );
    const manifest = newManifest({
      madeAt: now.toISOString(),
      release,
      migrations: migrations.map(({ name }) => name),
      tables,
      sequences: await sequencesOf(client),
      files: await copyFiles(client, config.filesFolder, path.join(half, 'files')),
    });
    await client.query('COMMIT');
    await fs.writeFile(path.join(half, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await fs.rename(half, folder);
    return manifest;
  });
}

const isThere = (file: string): Promise<boolean> =>
  fs.access(file).then(
    () => true,
    () => false,
  );

async function writeTable(
  client: Client,
  folder: string,
  { name, columns }: BackupTable,
): Promise<BackupManifest['tables'][number]> {
  const file = `${name.replaceAll('"', '')}.copy.gz`;
  const hash = createHash('sha256');
  const hashed = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      hash.update(bytes);
      done(null, bytes);
    },
  });
  const copy = client.query(to(`COPY ${name} (${columns.join(', ')}) TO STDOUT`));
  await pipeline(copy, createGzip(), hashed, createWriteStream(path.join(folder, 'tables', file)));
  return { name, file, columns, rows: copy.rowCount, sha256: hash.digest('hex') };
}

async function copyFiles(
  client: Client,
  from: string,
  into: string,
): Promise<BackupManifest['files']> {
  const { rows } = await client.query<{ sha256: string; size: string }>(
    'SELECT DISTINCT ON (sha256) sha256, size FROM platform.stored_file ORDER BY sha256',
  );
  for (const { sha256 } of rows) {
    const [place, copy] = [placeIn(from, sha256), placeIn(into, sha256)];
    await fs.mkdir(path.dirname(copy), { recursive: true });
    await fs.copyFile(place, copy).catch((error: unknown) => {
      throw new BackupUnusable(
        `An uploaded file is not in ${from}: ${path.relative(from, place)}. Is FILES_FOLDER the folder of this academie?`,
        { cause: error },
      );
    });
  }
  return { count: rows.length, size: rows.reduce((sum, { size }) => sum + Number(size), 0) };
}
