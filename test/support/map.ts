import fs from 'node:fs';
import path from 'node:path';

import { FOLDERS } from '../whole/folders';
import { LIB_ORDER } from './lib-order';
import { markdownTable } from './markdown';

const LIBS = path.resolve(__dirname, '../../libs');
const read = (file: string): string => fs.readFileSync(path.join(LIBS, file), 'utf8');

/** docs/map.md: each folder of each lib in order, with its one line and what it imports. */
export const mapMarkdown = (): string =>
  [HEAD, ...LIB_ORDER.filter((lib) => FOLDERS[lib]).map(libMarkdown)].join('\n');

const HEAD = `# Map

Where things are. A lib imports only from libs above it, through \`@academie/<lib>\`; inside a lib a folder imports only
from folders above it. The lines are those at the head of each \`<folder>.module.ts\` (or \`README.md\`, of a folder without
one). Written by \`npm run docs\`; a test compares this page with the code.
`;

const libMarkdown = (lib: string): string => `## ${lib}

${headOf(lib)}

${markdownTable(
  ['Folder', 'What it is about', 'Imports'],
  Object.keys(FOLDERS[lib]!).map((folder) => [
    `\`${folder}\``,
    headOf(lib, folder),
    importsOf(lib, folder).join(', ') || '-',
  ]),
)}`;

/** The one line of a lib or folder: the comment above its module, or its README. */
export function headOf(lib: string, folder?: string): string {
  const module = folder ? `${lib}/${folder}/${folder}.module.ts` : `${lib}/${lib}.module.ts`;
  if (fs.existsSync(path.join(LIBS, module))) return headIn(read(module), module);
  return read(`${lib}/${folder!}/README.md`).trim();
}

/** The one-line comment above the module of this source. @throws Error when there is none */
export function headIn(source: string, file: string): string {
  const [, head] = /\/\*\* (.+) \*\/\n(?:@.+\n)*@Module\(/.exec(source) ?? [];
  if (!head) throw new Error(`${file} has no comment of one line above its module`);
  return head;
}

/** Libs and folders of the same lib that a folder imports, apart from the platform, which all import. */
function importsOf(lib: string, folder: string): string[] {
  const sources = fs
    .readdirSync(path.join(LIBS, lib, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => read(`${lib}/${folder}/${name}`))
    .join('\n');
  const found = (pattern: RegExp): Set<string> =>
    new Set([...sources.matchAll(pattern)].map(([, name]) => name!));
  const libs = found(/from '@academie\/([\w-]+)'/g);
  const folders = found(/from '\.\.\/([\w-]+)\//g);
  return [
    ...LIB_ORDER.filter((name) => name !== 'platform' && libs.has(name)).map((name) => `@${name}`),
    ...Object.keys(FOLDERS[lib]!).filter((name) => folders.has(name)),
  ];
}
