import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';

const FOLDER = path.join(ROOT, 'docs/decisions');
const HEADINGS = ['Context', 'Options', 'Decision', 'Consequences'];

const decisions = fs.readdirSync(FOLDER).filter((name) => /^\d{4}-/.test(name));
const read = (...parts: string[]): string => fs.readFileSync(path.join(ROOT, ...parts), 'utf8');

describe('a decision', () => {
  it.each(decisions)('%s has its number, a title and four headings', (file) => {
    const text = read('docs/decisions', file);
    expect(text).toMatch(new RegExp(`^# ${file.slice(0, 4)}\\. \\S`));
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
  });

  it('has a number of its own', () => {
    const numbers = decisions.map((file) => file.slice(0, 4));
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
  });

  it('stands in the index with its title', () => {
    const index = read('docs/decisions/README.md');
    const missing = decisions.filter((file) => {
      const [, number, title] = /^# (\d{4})\. (.+)$/m.exec(read('docs/decisions', file)) ?? [];
      const line = index.split('\n').find((row) => row.includes(`[${number}](${file})`));
      return !line?.includes(title ?? '\0');
    });
    expect(missing).toEqual([]);
  });
});

describe('the list of libraries', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    read('package.json'),
  ) as Record<string, Record<string, string>>;
  const packages = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const [tables] = read('docs/decisions/0005-libraries.md').split('**The ten heaviest.**');
  const listed = [...tables!.matchAll(/^\|[^|]+\|([^|]+)\|/gm)]
    .flatMap(([, cell]) => cell!.split(','))
    .map((name) => name.trim().replaceAll('`', ''))
    .filter((name) => name !== 'library' && !/^-+$/.test(name));
  /** A star names all of a scope. */
  const names = (entry: string, name: string): boolean =>
    entry.endsWith('/*') ? name.startsWith(entry.slice(0, -1)) : entry === name;

  it('says of each package what it is for', () => {
    const unknown = packages.filter(
      (name) => !name.startsWith('@types/') && !listed.some((entry) => names(entry, name)),
    );
    expect(unknown).toEqual([]);
  });

  it('names no package that has gone', () => {
    expect(listed.filter((entry) => !packages.some((name) => names(entry, name)))).toEqual([]);
  });
});

describe('a page of documentation', () => {
  const pages = ['README.md', 'docs', 'docs/decisions'].flatMap((place) =>
    place.endsWith('.md')
      ? [place]
      : fs
          .readdirSync(path.join(ROOT, place))
          .filter((name) => name.endsWith('.md'))
          .map((name) => `${place}/${name}`),
  );

  it.each(pages)('%s links only to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)];
    const dead = links
      .map(([, link]) => link!)
      .filter((link) => !fs.existsSync(path.join(ROOT, path.dirname(page), link)));
    expect(dead).toEqual([]);
  });

  it.each(pages)('%s names only files that are there', (page) => {
    const named = [
      ...read(page).matchAll(/`((?:apps|libs|test|scripts|migrations|docs)\/[\w./-]+\.\w+)`/g),
    ];
    const gone = named
      .map(([, file]) => file!)
      .filter((file) => !fs.existsSync(path.join(ROOT, file)));
    expect(gone).toEqual([]);
  });
});
