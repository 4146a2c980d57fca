import fs from 'node:fs';
import path from 'node:path';

import {
  asOwner,
  BackupUnusable,
  checkBackup,
  Clock,
  type Config,
  mustBeEmpty,
  readManifest,
  restoreRows,
  ROOT,
  writeBackup,
} from '@academie/platform';

import { migrations } from '../../migrations';
import { migrate, migrationSource } from './migrate';

type DatabaseCommand = (config: Config, args: readonly string[]) => Promise<void>;

/** What keeps the academie elsewhere, and brings it back. */
export const BACKUP_COMMANDS: Record<string, DatabaseCommand> = {
  /** `backup <new folder>` */
  backup: async (config, [folder]) => {
    if (!folder) throw new BackupUnusable('Name a folder: academie backup <new folder>');
    const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    const made = await writeBackup(config, path.resolve(folder), version, new Clock().now());
    const rows = made.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `${folder}: ${rows} rows of ${made.tables.length} tables and ${made.files.count} uploaded files, as of ${made.madeAt}.`,
    );
  },

  /** `restore <folder>`, into an empty database and an empty folder of files */
  restore: async (config, [folder]) => {
    if (!folder) throw new BackupUnusable('Name a folder: academie restore <folder of a backup>');
    const from = path.resolve(folder);
    const manifest = await readManifest(from);
    const known = migrations.filter(({ name }) => manifest.migrations.includes(name));
    if (known.length < manifest.migrations.length)
      throw new BackupUnusable(
        `This backup is of a newer release (${manifest.release}). Restore it with that one.`,
      );
    // Looking at all bytes of the backup takes longest.
    await mustBeEmpty(asOwner(config));
    await checkBackup(from, manifest);
    const source = migrationSource(config, known);
    await source.initialize();
    await source.runMigrations();
    await source.destroy();
    await restoreRows(asOwner(config), from, manifest, new Clock().now());
    await migrate(config, (line) => console.error(line));
    console.log(
      `Restored as of ${manifest.madeAt}. Look whether all is well: academie journal:verify, academie ledger:audit.`,
    );
  },
};
