import fs from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

// Views, locales and public files are read from the checkout, not copied into dist/. Compiled or
// not, the root is the nearest folder above us that has the package.json.
function findRoot(from: string): string {
  if (fs.existsSync(path.join(from, 'package.json'))) return from;
  const up = path.dirname(from);
  if (up === from) throw new Error('no package.json above the running code');
  return findRoot(up);
}

/** The checkout's root folder. */
export const ROOT = findRoot(__dirname);

const yamlFiles = new Map<string, unknown>();

/**
 * What stands in a YAML file of the checkout, e.g. `libs/catalogue/course/themes.yaml`. For files that
 * come with the release: the shape is promised by the caller, not checked. Read once per process, and
 * frozen because all callers share it.
 */
export function readYaml<T>(file: string): T {
  if (!yamlFiles.has(file)) {
    const frozen = (_key: unknown, value: unknown): unknown => Object.freeze(value);
    yamlFiles.set(file, parse(fs.readFileSync(path.join(ROOT, file), 'utf8'), frozen));
  }
  return yamlFiles.get(file) as T;
}

/** Folders of all libs, in no particular order. */
export const libFolders = (): { name: string; path: string }[] =>
  fs
    .readdirSync(path.join(ROOT, 'libs'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, path: path.join(ROOT, 'libs', name) }));

/** All files below a folder with the ending, as paths relative to it with forward slashes. */
export function filesBelow(folder: string, ending: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.split(path.sep).join('/'));
}
