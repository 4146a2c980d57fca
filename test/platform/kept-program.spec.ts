import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const KEEP = path.resolve('scripts/kept-program.cjs');

/** A module of its own kind each, as packages are: both ways of asking for both. */
const FILES = {
  'package.json': '{}',
  'main.cjs': `
    const { default: own, Thing, turned, late, where } = require('one');
    module.exports = async () => ({
      own, turned: turned(), where, isOne: (await late()) === Thing, isSame: require('one').Thing === Thing,
      late: (await require('two').late()).Thing === Thing, resolved: require.resolve('two'),
    });`,
  'node_modules/one/package.json': '{"type":"module","exports":"./index.js"}',
  'node_modules/one/index.js': `
    import two, { name } from 'two';
    import Other, { back } from './other.js';
    export class Thing {}
    export const turned = () => [typeof two.late, name, new Other() instanceof Other, back()];
    export const late = async () => (await import('one')).Thing;
    export const where = import.meta.url;
    export default 'own';`,
  'node_modules/one/other.js': `
    import { Thing } from './index.js';
    export const back = () => Thing.name;
    export default class Other {}`,
  'node_modules/two/index.js': `exports.name = 'two'; exports.late = () => import('one');`,
};

let folder: string;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'kept-')));
  for (const [name, text] of Object.entries(FILES)) write(name, text);
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

test('a program that is kept does what it does when Node loads it', () => {
  const plain = load();
  expect(plain.answer).toEqual({
    own: 'own',
    turned: ['function', 'two', true, 'Thing'],
    where: expect.stringContaining('one/index.js'),
    isOne: true,
    isSame: true,
    late: true,
    resolved: path.join(folder, 'node_modules/two/index.js'),
  });
  expect(load('1').answer).toEqual(plain.answer);
  const kept = load('1');
  expect(kept.answer).toEqual(plain.answer);
  expect(kept.read).toEqual([]);
});

test('the second time none of its files is read, and what changed is read under another mark', () => {
  load('1');
  write('node_modules/one/other.js', `export const back = () => 'new'; export default class {}`);
  expect(load('1').answer.turned).toContain('Thing');
  expect(load('2').answer.turned).toContain('new');
});

test('what is kept by halves is not used', () => {
  load('1');
  const place = path.join(folder, 'kept');
  fs.truncateSync(place, fs.statSync(place).size - 8);
  const again = load('1');
  expect(again.answer.own).toBe('own');
  expect(again.read).not.toEqual([]);
});

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
}

/** What the program answers in a process of its own, and which of its files were read for it. */
function load(mark?: string): { answer: Record<string, unknown>; read: string[] } {
  const script = `
    const fs = require('node:fs');
    const read = [], readFileSync = fs.readFileSync;
    fs.readFileSync = (file, ...rest) => (/\\.c?js$/.test(file) && read.push(String(file)), readFileSync(file, ...rest));
    const kept = ${mark ? `require(${JSON.stringify(KEEP)}).keepProgram('kept', '${mark}')` : 'undefined'};
    read.length = 0;
    require('./main.cjs')().then(async (answer) => {
      await kept?.save();
      console.log(JSON.stringify({ answer, read: read.filter((file) => file.startsWith(process.cwd())) }));
    });`;
  return JSON.parse(
    execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' }),
  ) as ReturnType<typeof load>;
}
