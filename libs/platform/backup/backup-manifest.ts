import fs from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

export const MANIFEST = 'manifest.json';

const FORMAT = 1;

const schema = z.object({
  format: z.literal(FORMAT),
  /** When the state was that of the backup. */
  madeAt: z.iso.datetime(),
  /** The version of the academie that made it. */
  release: z.string(),
  /** All that the database had been through, in their order. */
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      /** `schema.table`, quoted where SQL wants it. */
      name: z.string(),
      /** The name of its file in `tables/`. */
      file: z.string(),
      /** As SQL wants them, in the order of the file. */
      columns: z.array(z.string()),
      rows: z.number().int(),
      /** Of the file as it lies there. */
      sha256: z.string(),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
  files: z.object({
    count: z.number().int(),
    /** Bytes. */
    size: z.number().int(),
  }),
});

/** What a backup holds. It is written last: a folder without it is no backup. */
export type BackupManifest = z.infer<typeof schema>;

export const newManifest = (parts: Omit<BackupManifest, 'format'>): BackupManifest => ({
  format: FORMAT,
  ...parts,
});

/** A backup that cannot be used, with the reason in a sentence. */
export class BackupUnusable extends Error {}

/** @throws BackupUnusable */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await fs.readFile(path.join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BackupUnusable(`There is no ${MANIFEST} in ${folder}: this is no finished backup.`);
  });
  const read = schema.safeParse(safeJson(text));
  if (!read.success)
    throw new BackupUnusable(`${MANIFEST} is not of a backup of this release, or it was changed.`);
  return read.data;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
