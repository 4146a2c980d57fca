import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';

import { THEME_ICONS, themeIcon } from './theme-icon';

const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');

describe('the sign of a theme', () => {
  it('is known for each theme that the academie begins with', () => {
    const slugs = [...read('libs/catalogue/course/themes.yaml').matchAll(/slug: (\S+)/g)];
    expect(slugs.map(([, slug]) => slug)).toEqual(Object.keys(THEME_ICONS));
  });

  it('stands in the sprite of icons', () => {
    const icons = read('apps/academie/assets/images/icons.svg');
    for (const icon of [...Object.values(THEME_ICONS), themeIcon('new-theme'), themeIcon(null)])
      expect(icons).toContain(`<symbol id="${icon}"`);
  });
});
