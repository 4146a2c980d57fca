import fs from 'node:fs';
import path from 'node:path';

import { readLocales, t } from '@academie/platform';

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
const files = ['libs', 'apps']
  .flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file}`),
  )
  .filter((file) => /\.(ts|hbs)$/.test(file) && !file.endsWith('.spec.ts'));

/** No words of the product: what people of the demo said, and how Dutch writes a day and an hour. */
const CONTENT = /\/demo\/|\/time\/amsterdam\.ts$/;

/** Words that are Dutch and never English. */
const DUTCH =
  /(?<![\w-])(?:het|een|de|niet|van|voor|naar|uw|nog|wordt|worden|zijn|geen|bij|wie|wat|dat|deze|dit|moet|heeft|staat|tot|er|en|maar|ook|als|aan|door)(?![\w-])/i;

/** The texts in quotes of at least three words with a Dutch one among them; comments are left out. */
function dutchSentencesIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  const quoted = code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [];
  return quoted
    .map((text) => text.slice(1, -1).replace(/\$\{[^}]*\}/g, '…'))
    .filter((text) => text.trim().split(/\s+/).length > 2 && DUTCH.test(text))
    .filter((text) => !/\b(SELECT|FROM|WHERE|JOIN|VALUES)\b|\(\?:/.test(text)); // SQL, patterns
}

/** Where the code of pages stands, next to its view. */
const PAGES = /(-view|\.pages)\.ts$/;
/** English, with an example or a name in Dutch now and then. */
const API = /\.dto\.ts$/;
/** Words of both languages that our English texts happen not to have. */
const BOTH = ['schema'];

/** Words of three letters or more. */
const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/(?<![\p{L}/])\p{L}{3,}/gu) ?? [];

/**
 * Short texts, a label or a name of a column, with a word that our Dutch texts have and our English ones do
 * not. A text begins with a capital; addresses, SQL and what a program wrote (`WAAR`) do not count.
 */
function dutchLabelsIn(source: string, isDutch: (word: string) => boolean): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  return (code.match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [])
    .map((text) => text.slice(1, -1).replace(/\$\{[^}]*\}/g, '…'))
    .filter((text) => /^(?:… )?\p{Lu}|^…[ ,]/u.test(text) && !/\b[A-Z]{4,}(?: |$)/.test(text))
    .filter((text) => wordsOf(text).some(isDutch));
}

type Texts = Record<string, unknown>;
const libs = (language: 'nl' | 'en'): [string, Texts][] =>
  Object.entries(readLocales(language)) as [string, Texts][];

/** `{ refusal: { closed: 'Dicht' } }` as `refusal.closed` -> `Dicht`. */
function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [k, v] of flatten(value as Texts, `${prefix}${key}.`)) flat.set(k, v);
  }
  return flat;
}

/** Keys named in full, and the beginnings of those of which the end is only known at run time. */
function keysIn(file: string): { whole: string[]; beginnings: string[] } {
  const text = read(file);
  const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, key]) => key!);
  return file.endsWith('.hbs')
    ? {
        whole: all(/[{(]t "([^"]+)"/g),
        beginnings: all(/[{(]t \(concat "([^"]+)"/g),
      }
    : {
        whole: all(/\bt\('([^']+)'/g),
        beginnings: all(/\bt\(`([^`$]+)\$\{/g),
      };
}

/** The names of the values that a text asks for. */
const valuesIn = (text = ''): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name!);

/** The source from here to the bracket that ends it. */
function inBrackets(source: string, from: number): string {
  let depth = 1;
  let at = from;
  for (; depth > 0 && at < source.length; at += 1)
    depth += source[at] === '(' ? 1 : source[at] === ')' ? -1 : 0;
  return source.slice(from, at - 1);
}

interface RefusalClass {
  name: string;
  body: string;
  /** Keys of its texts, when it is made with these arguments. */
  codes: (given: string) => string[];
}

/**
 * The refusals in a source: with one code, or with a code that ends in the reason it is made for. What the
 * reader of tables throws becomes one of each lib that reads tables.
 */
function refusalsIn(source: string): RefusalClass[] {
  return [...source.matchAll(/class (\w+) extends (Refusal|Error) \{[\s\S]*?\n\}/g)].flatMap(
    ([body, name = '', parent]): RefusalClass[] => {
      const [, lib, code] = /code = '(\w+)\.([\w-]+)'/.exec(body) ?? [];
      if (code) return [{ name, body, codes: () => [`${lib}.refusal.${code}`] }];
      const [, dynamicLib, prefix] = /`(\w+)\.([\w-]+-)\$\{/.exec(body) ?? [];
      const beginnings = prefix
        ? [`${dynamicLib}.refusal.${prefix}`]
        : name === 'UnreadableTable'
          ? ['acts.refusal.file-', 'enrolment.refusal.list-', 'attendance.refusal.report-']
          : [];
      if (beginnings.length === 0 || (parent === 'Error' && name !== 'UnreadableTable')) return [];
      const codes = (given: string): string[] => {
        const reason = /^'(\w+)'/.exec(given.trim())?.[1];
        return reason ? beginnings.map((beginning) => beginning + reason) : [];
      };
      return [{ name, body: '', codes }];
    },
  );
}

// i18next picks `key_one` or `key_other` when it is given a count.
const hasText = (texts: Map<string, string>, key: string): boolean =>
  texts.has(key) || (texts.has(`${key}_one`) && texts.has(`${key}_other`));

describe('the texts', () => {
  const dutch = flatten(Object.fromEntries(libs('nl')));
  const english = flatten(Object.fromEntries(libs('en')));

  it('are there for every key that a page or a mail names', () => {
    const used = files.flatMap((file) => keysIn(file).whole.map((key) => ({ file, key })));
    const missing = used.filter(({ key }) => !hasText(dutch, key));

    expect(used.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  it('are there for every word list that a page names the beginning of', () => {
    const used = files.flatMap((file) => keysIn(file).beginnings.map((key) => ({ file, key })));
    const known = [...dutch.keys()];
    const missing = used.filter(({ key }) => !known.some((text) => text.startsWith(key)));

    expect(used.length).toBeGreaterThan(3);
    expect(missing).toEqual([]);
  });

  it.each(libs('nl'))('of %s exist in Dutch and in English', (lib, texts) => {
    const other = Object.fromEntries(libs('en'))[lib] ?? {};

    expect([...flatten(other).keys()].sort()).toEqual([...flatten(texts).keys()].sort());
  });

  it('name no value in English that the Dutch does not have', () => {
    const values = (text = ''): string[] =>
      [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name!);
    const unknown = [...english].filter(([key, text]) =>
      values(text).some((name) => !values(dutch.get(key)).includes(name)),
    );

    expect(unknown.map(([key]) => key)).toEqual([]);
  });

  it('tell for every refusal why, in both languages', () => {
    const codes = files
      .filter((file) => /(\.errors|refusal)\.ts$/.test(file))
      .flatMap((file) => [...read(file).matchAll(/code = '(\w+)\.([\w-]+)'/g)])
      .map(([, lib, name]) => `${lib}.refusal.${name}`);

    expect(codes.length).toBeGreaterThan(10);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((key) => !dutch.has(key))).toEqual([]);
    expect(codes.filter((key) => !english.has(key))).toEqual([]);
  });

  it('get, wherever a refusal is made, every value they name', () => {
    const sources = files.filter((file) => file.endsWith('.ts')).map(read);
    const refusals = sources.flatMap(refusalsIn);
    const made = sources.flatMap((source) =>
      [...source.matchAll(/\bnew (?:refusals?\.)?(\w+)\(/g)].map(({ 1: name, index, 0: begin }) => {
        const given = inBrackets(source, index + begin.length);
        // What is given by its name was put together a few lines above.
        const isNamed = /^\w+$/.test(given.trim());
        return { name: name!, given: isNamed ? source.slice(index - 800, index) : given };
      }),
    );
    const missing = [dutch, english].flatMap((texts) =>
      refusals.flatMap(({ name, codes, body }) =>
        made
          .filter((one) => one.name === name)
          .flatMap(({ given }) =>
            codes(given).flatMap((code) =>
              valuesIn(texts.get(code))
                .filter((value) => !new RegExp(`\\b${value}\\b`).test(given + body))
                .map((value) => `${code} without ${value}: new ${name}(${given})`),
            ),
          ),
      ),
    );
    const unmade = refusals.filter(({ name }) => !made.some((one) => one.name === name));

    expect(refusals.length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
    expect(unmade.map(({ name }) => name)).toEqual([]);
  });

  it('show no name in braces for a value that is not given', () => {
    expect(t('acts.refusal.file-tooLarge')).not.toContain('{{');
    expect(t('acts.refusal.file-tooLarge', { megabytes: 25 })).toContain('25 MB');
  });

  it('call one thing by one word, that of docs/glossary.md', () => {
    // An address, a name of a field, and a column of a file keep what they were called.
    const retired =
      /(?<![\w/#.="-])(?:uitvoering(?:en)?|(?:het|dit|een|geen|1) registers?|cursus(?:sen)?|Zo ziet een ander|Adres maken|In het postvak|Wie moet nog|telt het als laat)(?![\w/="-])/i;
    const views = files
      .filter((file) => file.endsWith('.hbs') && !CONTENT.test(file))
      .map((file) => [file, read(file).replace(/\{\{!--[\s\S]*?--\}\}/g, '')] as const);
    const found = [...dutch, ...views].flatMap(([where, text]) => {
      const [word] = retired.exec(text.replaceAll('kolom Cursus', '')) ?? [];
      return word && where !== 'acts.field.course' ? [`${where}: ${word}`] : [];
    });

    expect(found).toEqual([]);
  });

  it('are sentences: a refusal begins with a capital and ends with a full stop', () => {
    const refusals = [...dutch, ...english].filter(([key]) => key.includes('.refusal.'));
    const sentence = /^[\p{Lu}{"‘“].*[.?!”"]$/su;

    expect(refusals.filter(([, text]) => !sentence.test(text))).toEqual([]);
  });

  it('in Dutch stand in views and locale files, not in code', () => {
    const found = files
      .filter((file) => file.endsWith('.ts') && !CONTENT.test(file))
      .flatMap((file) => dutchSentencesIn(read(file)).map((text) => `${file}: ${text}`));

    expect(found).toEqual([]);
  });

  it('in Dutch stand as labels in the code of pages only', () => {
    const texts = [...flatten(Object.fromEntries(libs('en'))).values()];
    const english = new Set([...BOTH, ...wordsOf(texts.join(' '))]);
    const words = new Set(
      wordsOf([...dutch.values()].join(' ')).filter((word) => !english.has(word)),
    );
    const isDutch = (word: string): boolean => words.has(word);
    const found = files
      .filter(
        (file) =>
          file.endsWith('.ts') && !CONTENT.test(file) && !PAGES.test(file) && !API.test(file),
      )
      .flatMap((file) => dutchLabelsIn(read(file), isDutch).map((text) => `${file}: ${text}`));

    expect(words.size).toBeGreaterThan(500);
    expect(found).toEqual([]);
    expect(
      dutchLabelsIn("a({ label: 'Deelnemers', b: 'participants', c: '/deelnemers' })", isDutch),
    ).toEqual(['Deelnemers']);
  });

  it('in Dutch are found in code', () => {
    expect(
      dutchSentencesIn(
        "// 'dit is een opmerking'\nconst a = `Kies ${b} van de lijst`; t('a.b', 'x');",
      ),
    ).toEqual(['Kies … van de lijst']);
  });
});
