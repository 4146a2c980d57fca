import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';

import { expectPage } from '../support/generated-page';
import { headIn, mapMarkdown } from '../support/map';
import { FOLDERS } from './folders';

describe('the map of libs and folders', () => {
  it('is docs/map.md', () => {
    expectPage('map.md', mapMarkdown());
  });

  it('has a line for every module', () => {
    const module = (comment: string): string =>
      `${comment}\n@WritesJournal('people', PEOPLE_EVENTS)\n@Module({})\nexport class A {}\n`;

    expect(headIn(module('/** Who is asking. */'), 'a')).toBe('Who is asking.');
    expect(() => headIn(module('// Who is asking.'), 'a')).toThrow('no comment of one line');
  });

  it.each(Object.entries(FOLDERS))(
    'knows that %s is the modules of its folders',
    (lib, folders) => {
      const source = fs.readFileSync(path.join(ROOT, 'libs', lib, `${lib}.module.ts`), 'utf8');
      const listed = [...source.matchAll(/from '\.\/([\w-]+)\/\1\.module'/g)].map(
        ([, name]) => name,
      );
      const there = Object.keys(folders).filter((folder) =>
        fs.existsSync(path.join(ROOT, 'libs', lib, folder, `${folder}.module.ts`)),
      );
      const constant = /const FOLDERS = \[([^\]]*)\]/.exec(source)![1]!;
      const classOf = (folder: string): string =>
        folder.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()) + 'Module';
      const order = constant.split(',').map((name) => name.trim());

      expect(listed.sort()).toEqual([...there].sort());
      expect(order.filter(Boolean)).toEqual(
        there.map(classOf).filter((name) => constant.includes(name)),
      );
    },
  );
});
