import {
  BackupUnusable,
  ConfigError,
  DatabaseUnusable,
  FilesAway,
  FilesUnusable,
  WrongDatabase,
} from '@academie/platform';

const SETTINGS = [
  BackupUnusable,
  ConfigError,
  DatabaseUnusable,
  FilesAway,
  FilesUnusable,
  WrongDatabase,
];

/** Ends the process: with a sentence for what somebody has to set right, with the stack for a fault of ours. */
export function endWith(error: unknown): void {
  const isSetting = SETTINGS.some((kind) => error instanceof kind);
  console.error(isSetting && error instanceof Error ? error.message : error);
  process.exit(1);
}
