import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import type { Client } from 'pg';
import { from } from 'pg-copy-streams';

import type { Config } from '../config/config';
import { bytesOf } from '../file-store/bytes-of';
import { keepDemoApart } from '../installation/demo-apart';
import { onConnection } from './backup-connection';
import { type BackupManifest, BackupUnusable } from './backup-manifest';
import { guardsOf, tablesOf } from './backup-tables';

/**
 * Looks whether all of a backup is there and as it was written.
 * @throws BackupUnusable
 */
export async function checkBackup(folder: string, manifest: BackupManifest): Promise<void> {
  for (const { file, sha256, name } of manifest.tables)
    if ((await hashOf(path.join(folder, 'tables', file))) !== sha256)
      throw new BackupUnusable(
        `The rows of ${name} are missing or were changed. Take another backup.`,
      );
  const files = await filesIn(folder);
  if (files.length !== manifest.files.count)
    throw new BackupUnusable(
      `The backup has ${files.length} uploaded files of ${manifest.files.count}. Take another backup.`,
    );
  for (const file of files)
    if ((await hashOf(file)) !== path.basename(file))
      throw new BackupUnusable(`${file} was changed. Take another backup.`);
}

/**
 * A restore that was broken off left tables and no rows; it may be tried again.
 * @throws BackupUnusable when an academie ever started on the database
 */
export function mustBeEmpty(config: Config): Promise<void> {
  return onConnection(config, async (client) => {
    const { rows } = await client.query<{ is: boolean }>(
      `SELECT to_regclass('platform.installation_setting') IS NOT NULL AS is`,
    );
    const used = rows[0]?.is
      ? await client.query('SELECT FROM platform.installation_setting LIMIT 1')
      : undefined;
    if (used?.rowCount)
      throw new BackupUnusable('This database is in use. Restore into an empty one.');
  });
}

/**
 * Puts the rows of a backup into a database that has been through the same migrations, all or none, and the uploaded
 * files into their store. What guards the rows is put back after them, so what does not fit together is refused.
 * @throws BackupUnusable; WrongDatabase for a backup of the demo that is to be real, or the other way round
 */
export function restoreRows(
  config: Config,
  folder: string,
  manifest: BackupManifest,
  now: Date,
): Promise<void> {
  return onConnection(config, async (client) => {
    await client.query('BEGIN');
    const guards = await guardsOf(client);
    for (const statement of guards.off) await client.query(statement);
    // Migrations bring rows of their own; those of the backup are all there is.
    const all = await tablesOf(client);
    await client.query(`TRUNCATE ${all.map(({ name }) => name).join(', ')}`);
    for (const table of manifest.tables) await load(client, folder, table);
    for (const { name, value, isCalled } of manifest.sequences)
      await client.query('SELECT setval($1::regclass, $2, $3)', [name, value, isCalled]);
    for (const statement of guards.on) await client.query(statement);
    await keepDemoApart(
      async (text, params) => (await client.query<{ value: string }>(text, params)).rows,
      config,
      now,
    );
    await copyFiles(folder, config);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  });
}

async function load(
  client: Client,
  folder: string,
  { name, file, columns, rows }: BackupManifest['tables'][number],
): Promise<void> {
  const copy = client.query(from(`COPY ${name} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(createReadStream(path.join(folder, 'tables', file)), createGunzip(), copy);
  if (copy.rowCount !== rows)
    throw new BackupUnusable(`${name} got ${copy.rowCount} of ${rows} rows. Nothing was restored.`);
}

async function copyFiles(folder: string, config: Config): Promise<void> {
  const bytes = bytesOf(config);
  try {
    for (const file of await filesIn(folder)) {
      const { size } = await fs.stat(file);
      await bytes.put({ sha256: path.basename(file), size, path: file });
    }
  } finally {
    bytes.close();
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const found = await fs
    .readdir(path.join(folder, 'files'), { recursive: true, withFileTypes: true })
    .catch(() => []);
  return found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
}

async function hashOf(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}
