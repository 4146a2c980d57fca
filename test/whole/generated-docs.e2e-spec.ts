import fs from 'node:fs';
import path from 'node:path';

import { Overview, overviewSections, ROOT } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { headIn, mapMarkdown } from '../support/map';
import { markdownTable } from '../support/markdown';
import { FOLDERS } from './folders';

/** Compares a page of docs/ with what it is made from; `npm run docs` writes it first. */
function expectPage(name: string, text: string): void {
  const file = path.join(ROOT, 'docs', name);
  if (process.env.WRITE_DOCS) fs.writeFileSync(file, text);
  expect(fs.readFileSync(file, 'utf8')).toBe(text);
}

describe('a page of the documentation that is made from the code', () => {
  const academie = startAcademie();

  it('says what the academie does by itself', () => {
    const sections = overviewSections(academie.app.get(Overview)).map(
      ({ heading, columns, rows }) =>
        `## ${heading}\n\n${markdownTable(
          columns,
          rows.map(([name, ...cells]) => [`\`${name!}\``, ...cells]),
        )}`,
    );
    expectPage('automation.md', [AUTOMATION, ...sections].join('\n'));
  });

  it('says where things are', () => {
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

const AUTOMATION = `# What the academie does by itself

Declared in the libs by decorators (\`@Job\`, \`@OnJournal\`, \`@Seed\`, \`@Command\`, \`@WritesJournal\`), and found at start.
Administrators see the same at \`/beheer/vanzelf\`, the command line at \`npm run academie -- --help\`. Written by
\`npm run docs\`; a test compares this page with the code.
`;
