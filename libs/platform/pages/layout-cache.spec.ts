import { LayoutCache } from './layout-cache';
import { Views } from './handlebars';

const views = new Views();
const page = views.prepare('prepared', { title: 'Weerbaar' });
const about = (name: string, csrf: string, flash?: object): { csrf: string; flash?: object } => ({
  csrf,
  ...(flash ? { flash } : {}),
  ...{ actor: { id: name, name, roles: [] }, nav: [], assets: {} },
});

describe('A page that was rendered for many', () => {
  it('stands in the frame of whoever asks, with that reader’s form token', () => {
    const layoutCache = new LayoutCache(views);
    const first = layoutCache.wrap(page, about('Anouk', 'token-a'));
    const second = layoutCache.wrap(page, about('Bram', 'token-b'));
    const again = layoutCache.wrap(page, about('Anouk', 'token-c'));
    expect(first).toContain('Anouk');
    expect(first).toContain('value="token-a"');
    expect(second).toContain('Bram');
    expect(second).not.toMatch(/Anouk|token-a/);
    expect(again).toBe(first.replaceAll('token-a', 'token-c'));
  });

  it('stands in the frame that its menu says, and not in that of another menu', () => {
    const layoutCache = new LayoutCache(views);
    const menu = (label: string): { csrf: string; nav: object[] } => ({
      ...about('Anouk', 'a'),
      nav: [{ href: '/', label, current: false }],
    });
    const first = layoutCache.wrap(page, menu('Aanbod'));
    expect(first).toContain('Aanbod');
    expect(layoutCache.wrap(page, menu('Aanbod'))).toBe(first);
    expect(layoutCache.wrap(page, menu('Doelen'))).not.toContain('Aanbod');
  });

  it('shows the message of the page before it once', () => {
    const layoutCache = new LayoutCache(views);
    const flash = { kind: 'success', text: 'U bent ingeschreven.' };
    expect(layoutCache.wrap(page, about('Anouk', 'a', flash))).toContain('U bent ingeschreven.');
    expect(layoutCache.wrap(page, about('Anouk', 'a'))).not.toContain('U bent ingeschreven.');
  });

  it('keeps what somebody typed as it was typed', () => {
    const typed = { ...page, content: '<p>$& en $1</p>' };
    expect(new LayoutCache(views).wrap(typed, about('Anouk', '$&'))).toContain('<p>$& en $1</p>');
  });
});
