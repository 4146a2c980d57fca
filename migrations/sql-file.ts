import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';

/** Texts that a later migration replaced, one file each: `enrolment.enrol.1a2b3c4d.sql`. */
const REPLACED = 'migrations/replaced';

/** What the libs hold, read once: migrating from nothing asks a hundred times, and no file changes meanwhile. */
let known: SqlFile[] | undefined;

/**
 * The statements that make one database function or trigger, for a migration to run.
 *
 * They stand in one file below the lib that owns them, which always holds the newest text. A migration
 * names the hash of the text it was written for. When the file has changed since, that text is found in
 * migrations/replaced; so every migration, up and down, does the same for ever (docs/decisions/0090).
 *
 * @param name as in the database, e.g. `enrolment.keep_counts` for libs/enrolment/.../keep-counts.sql
 * @param hash what `hashOf` says of the text
 * @throws when neither place has a text with this hash
 */
export function sqlFile(name: string, hash: string): string {
  known ??= sqlFiles();
  const current = known.find((file) => file.name === name);
  if (current?.hash === hash) return current.text;
  const replaced = `${REPLACED}/${name}.${hash}.sql`;
  if (fs.existsSync(path.join(ROOT, replaced))) return read(replaced);
  const found = current ? `${current.file} has the hash ${current.hash}` : 'it has no file';
  throw new Error(
    `A migration loads ${name} with the hash ${hash}, but ${found}. Keep the text that it loads, ` +
      `git show HEAD:${current?.file ?? 'libs/...'} > ${replaced}, ` +
      'and load the new text in a new migration (docs/database.md).',
  );
}

/** One file of SQL below a lib. */
export interface SqlFile {
  /** As in the database: `enrolment.keep_counts`. */
  name: string;
  /** Path from the root of the checkout. */
  file: string;
  text: string;
  hash: string;
}

/** All files of SQL of all libs, in the order of their paths. */
export const sqlFiles = (): SqlFile[] =>
  fs
    .readdirSync(path.join(ROOT, 'libs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const parts = file.split(path.sep);
      const text = read(path.join('libs', file));
      const made = path.basename(file, '.sql').replaceAll('-', '_');
      return {
        name: `${parts[0] ?? ''}.${made}`,
        file: ['libs', ...parts].join('/'),
        text,
        hash: hashOf(text),
      };
    });

/**
 * Eight hexadecimal digits of SHA-256 of the text. The comment at its head does not count: PostgreSQL
 * does not keep it, so one may improve it without a migration.
 */
export const hashOf = (text: string): string =>
  createHash('sha256')
    .update(text.replace(/^(?:--.*\n|\s*\n)*/, ''))
    .digest('hex')
    .slice(0, 8);

// A checkout on Windows may have other line ends than the one whose hash was taken.
const read = (file: string): string =>
  fs.readFileSync(path.join(ROOT, file), 'utf8').replaceAll('\r\n', '\n');
