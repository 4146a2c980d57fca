import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import type { Client } from 'pg';
import { to } from 'pg-copy-streams';

import type { Config } from '../config/config';
import { bytesOf } from '../file-store/bytes-of';
import type { FileBytes } from '../file-store/file-bytes';
import { placeIn } from '../file-store/file-place';
import { BytesMissing } from '../file-store/files-away';
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
  // Names and hashes of passwords are in it, and whoever runs this by hand may let others read what they make.
  await fs.mkdir(half, { recursive: true, mode: 0o700 });
  await fs.mkdir(path.join(half, 'tables'));
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
      files: await copyFiles(client, config, path.join(half, 'files')),
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
  const copy = client.query(to(`COPY ${name} (${columns.join(', ')}) TO STDOUT`));
  await pipeline(
    copy,
    createGzip(),
    hashing(hash),
    createWriteStream(path.join(folder, 'tables', file)),
  );
  return { name, file, columns, rows: copy.rowCount, sha256: hash.digest('hex') };
}

async function copyFiles(
  client: Client,
  config: Config,
  into: string,
): Promise<BackupManifest['files']> {
  const { rows } = await client.query<{ sha256: string; size: string }>(
    'SELECT DISTINCT ON (sha256) sha256, size FROM platform.stored_file ORDER BY sha256',
  );
  const bytes = bytesOf(config);
  try {
    for (const { sha256 } of rows) {
      const copy = placeIn(into, sha256);
      await fs.mkdir(path.dirname(copy), { recursive: true });
      await writeFile(bytes, sha256, copy);
    }
  } finally {
    bytes.close();
  }
  return { count: rows.length, size: rows.reduce((sum, { size }) => sum + Number(size), 0) };
}

async function writeFile(bytes: FileBytes, sha256: string, copy: string): Promise<void> {
  const hash = createHash('sha256');
  const read = await bytes.read(sha256).catch((error: unknown) => {
    if (!(error instanceof BytesMissing)) throw error;
    throw new BackupUnusable(
      `An uploaded file is not in the store: ${sha256}. Is FILES_FOLDER, or the bucket, that of this academie?`,
      { cause: error },
    );
  });
  await pipeline(read, hashing(hash), createWriteStream(copy));
  if (hash.digest('hex') !== sha256)
    throw new BackupUnusable(`The uploaded file ${sha256} was changed in the store.`);
}

/** Lets bytes through, and hashes them on the way. */
const hashing = (hash: Hash): Transform =>
  new Transform({
    transform(bytes: Buffer, _encoding, done) {
      hash.update(bytes);
      done(null, bytes);
    },
  });
