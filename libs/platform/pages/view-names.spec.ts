import fs from 'node:fs';
import path from 'node:path';

import { filesBelow, ROOT } from '../files/files';
import { HELPERS, Views } from './handlebars';

const NAMES = Object.keys(HELPERS).join('|');
const BARE = new RegExp(`\\{\\{\\{?(?:${NAMES})\\}\\}`, 'g');

describe('views', () => {
  // A helper is called where the view means a value of that name, and prints nothing: `{{number}}`.
  it('write this. before a value that is called as a helper', () => {
    const found = ['libs', 'apps/academie/views'].flatMap((folder) =>
      filesBelow(path.join(ROOT, folder), '.hbs').flatMap((file) => {
        const source = fs.readFileSync(path.join(ROOT, folder, file), 'utf8');
        return (source.match(BARE) ?? []).map((name) => `${file}: ${name}`);
      }),
    );

    expect(found).toEqual([]);
  });

  it('are looked at with a pattern that finds such a value', () => {
    expect('Sessie {{number}}, {{number this.n}}, {{this.number}}'.match(BARE)).toEqual([
      '{{number}}',
    ]);
  });

  // HTML wants of a required select that its first option is empty: else there is nothing to require.
  it('require a choice only where a select begins without one', () => {
    const select = (more: object): string =>
      new Views().render('field', {
        ...{ type: 'select', name: 'mode', label: 'Vorm', required: true },
        options: [{ value: 'online', label: 'Online' }],
        ...more,
      });

    expect(select({ empty: 'Kies een vorm' })).toMatch(/<select[^>]* required/);
    expect(select({})).not.toMatch(/<select[^>]* required/);
    expect(select({})).not.toContain('niet verplicht');
  });
});
