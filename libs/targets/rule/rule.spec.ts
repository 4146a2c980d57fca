import fs from 'node:fs';
import path from 'node:path';

import { RULES } from './rule';

const LIB = path.join(__dirname, '..');

describe('a type of rule', () => {
  const quoted = Object.keys(RULES).map((type) => `'${type}'`);
  const filesNaming = (folders: (folder: string) => boolean): string[] =>
    fs
      .readdirSync(LIB, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .filter((file) => folders(path.dirname(file)))
      .filter((file) => {
        const text = fs.readFileSync(path.join(LIB, file), 'utf8');
        return quoted.some((type) => text.includes(type));
      });

  it('is known by name only to its shape, its counting and its forecast', () => {
    const known = ['rule', 'counting', 'planning'];

    expect(filesNaming((folder) => !known.includes(folder))).toEqual([]);
    expect(filesNaming((folder) => known.includes(folder))).not.toEqual([]);
  });
});
