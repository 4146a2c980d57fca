import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { readAssets, ROOT, Views } from '@academie/platform';

import { galleryPage } from '../../test/support/gallery';
import { GALLERY_STATES, WITHOUT_STATES } from '../../test/support/gallery-states';

const VIEWS = path.join(ROOT, 'apps/academie/views');
const read = (address: string) =>
  fs.readFileSync(path.join(ROOT, 'apps/academie/public', address.replace('/static/', '')));

beforeAll(() => execFileSync('node', [path.join(ROOT, 'scripts/assets.mjs')]), 60_000);

describe('what a page loads', () => {
  it('weighs less than 150 kB, fonts and all, before it is compressed', () => {
    // The first eleven come on few pages only.
    const {
      htmx: _a,
      register: _b,
      worker: _c,
      scan: _d,
      teaching: _e,
      passkey: _f,
      browsing: _g,
      browsingScript: _h,
      editor: _i,
      lessons: _j,
      lessonsWorker: _k,
      fonts,
      ...rest
    } = readAssets();
    const files = [...Object.values(rest), ...(fonts as unknown as string[])].map(read);
    expect(files.reduce((sum, file) => sum + file.length, 0)).toBeLessThan(150_000);
  });

  it('asks nothing of anybody else', () => {
    const { css, js } = readAssets();
    expect(read(css!).toString()).not.toMatch(/url\(["']?(https?:)?\/\//);
    expect(read(js!).toString()).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  });

  it('has the rules of the components that a view uses, and of no others', () => {
    const css = read(readAssets().css!).toString();
    expect(css).toContain('.nl-button');
    expect(css).toContain('.nl-button--negative');
    expect(css).not.toContain('.nl-button--pressed');
  });
});

describe('the parts of a page', () => {
  const views = new Views();
  const part = (name: string, context: object) => views.render(name, context).replace(/\s+/g, ' ');

  it.each(fs.readdirSync(VIEWS))('%s says how it is used', (file) => {
    expect(fs.readFileSync(path.join(VIEWS, file), 'utf8')).toMatch(/^\{\{!--/);
  });

  it('all stand in the gallery, in some state or with the part that they are a piece of', () => {
    const shown = [...Object.keys(GALLERY_STATES), ...WITHOUT_STATES, 'gallery'];
    const parts = fs.readdirSync(VIEWS).map((file) => file.replace('.hbs', ''));
    expect(shown.sort()).toEqual(parts.sort());
    expect(galleryPage().match(/data-state=/g)).toHaveLength(
      Object.values(GALLERY_STATES).flat().length,
    );
  });

  it('tie an error and a hint to the field they are about', () => {
    const html = part('field', { name: 'email', label: 'E-mail', hint: 'h', error: 'Vul dit in.' });
    expect(html).toContain('aria-describedby="email-error email-hint" aria-invalid="true"');
    expect(html).toContain('<label class="utrecht-form-label field__label" for="email">');
    expect(html).toContain('id="email-error"');
  });

  it('keep what somebody typed, as text', () => {
    const html = part('field', { name: 'name', label: 'Naam', value: '"><script>' });
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
  });

  it('keep a zero that somebody typed', () => {
    expect(part('field', { name: 'n', label: 'Aantal', type: 'number', value: 0 })).toContain(
      'value="0"',
    );
  });

  it('choose the option that was chosen', () => {
    const options = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ];
    for (const type of ['select', 'radio'])
      expect(part('field', { type, name: 'x', label: 'X', options, value: 'b' })).toMatch(
        /value="b" (selected|checked)>/,
      );
  });

  it('let the list of errors lead to the fields', () => {
    const html = part('error-summary', { errors: [{ field: 'email', text: 'Vul dit in.' }] });
    expect(html).toContain('Er is 1 fout');
    expect(html).toContain('<a href="#email">Vul dit in.</a>');
    expect(part('error-summary', { errors: [] }).trim()).toBe('');
  });

  it('give a register row one answer at most, and none before it is marked', () => {
    const row = { id: 'e1', person: 'Noor' };
    expect(part('register-row', { ...row, value: 'ABSENT' }).match(/ checked/g)).toHaveLength(1);
    expect(part('register-row', { ...row, value: 'UNKNOWN' })).not.toContain(' checked');
  });

  it('have a tile for every municipality of today, and for no other', () => {
    const organisations = parse(
      fs.readFileSync(path.join(ROOT, 'libs/people/directory/organisations.yaml'), 'utf8'),
    ) as { kind: string; cbsCode: string; validTo?: string }[];
    const today = organisations.filter((one) => one.kind === 'municipality' && !one.validTo);
    const tiles = part('tile-map', { label: 'x', tiles: {} }).matchAll(/tile--(\d{4})/g);
    expect([...tiles].map(([, code]) => code).sort()).toEqual(
      today.map(({ cbsCode }) => cbsCode).sort(),
    );
  });

  it('say on a tile what the colour says', () => {
    const tiles = { '0448': { state: 'met', label: '2 keer', href: '/x' } };
    expect(part('tile-map', { label: 'x', tiles })).toContain(
      '<a class="tile__link" href="/x"><span class="tile__name">Texel</span><span class="tile__state">2 keer</span></a>',
    );
  });
});
