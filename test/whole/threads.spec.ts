import fs from 'node:fs';
import path from 'node:path';

const LIBS = path.join(__dirname, '../../libs');
const threads = fs
  .readdirSync(LIBS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('-thread.ts') && !file.endsWith('own-thread.ts'));

describe('the code of a thread', () => {
  // The compiler takes along what a file imports, its types too; a path in a text it does not see.
  it.each(threads)(
    'of %s is imported beside where it is started, so that the build has it',
    (file) => {
      const name = path.basename(file, '.ts');
      const neighbours = fs
        .readdirSync(path.join(LIBS, path.dirname(file)))
        .filter((one) => one.endsWith('.ts') && !one.endsWith('.spec.ts'))
        .map((one) => fs.readFileSync(path.join(LIBS, path.dirname(file), one), 'utf8'));
      const starting = neighbours.filter((source) => source.includes(`'${name}'`));

      expect(starting).toHaveLength(1);
      expect(starting[0]).toContain(`from './${name}'`);
    },
  );

  it('is looked for after a build', () => {
    expect(threads.length).toBeGreaterThan(1);
    expect(fs.readFileSync(path.join(LIBS, '../scripts/prepare.mjs'), 'utf8')).toContain(
      'missingThreads(path.join(root',
    );
  });
});
