import { Views } from './handlebars';
import { LayoutCache } from './layout-cache';
import { PageCache } from './page-cache';

const views = new Views();
const pageOf = (content: string): { title: string; content: string } => ({
  title: 'Weerbaar',
  content,
});

describe('A page that is asked again', () => {
  it('is rendered once for as long as it shows the same', () => {
    const pages = new PageCache(views, true);
    const first = pages.of('prepared', pageOf('<p>12 van 60</p>'));
    expect(pages.of('prepared', pageOf('<p>12 van 60</p>'))).toBe(first);
    expect(pages.of('prepared', pageOf('<p>13 van 60</p>')).content).toContain('13 van 60');
    expect(pages.of('prepared', pageOf('<p>12 van 60</p>'))).toBe(first);
    expect(pages.of('empty-state', pageOf('<p>12 van 60</p>'))).not.toBe(first);
  });

  it('is what was rendered anew, with the form token of whoever asks', () => {
    const view = { title: 'Uitloggen' };
    const kept = new PageCache(views, true);
    const anew = new PageCache(views, false);
    expect(kept.of('csrf', view)).toEqual(anew.of('csrf', view));
    expect(anew.of('csrf', view)).not.toBe(anew.of('csrf', view));
    const frame = { actor: undefined, nav: [], assets: {} };
    const whole = (csrf: string): string =>
      new LayoutCache(views).wrap(kept.of('csrf', view), { csrf, ...frame });
    expect(whole('token-a')).toContain('value="token-a"');
    expect(whole('token-b')).not.toContain('token-a');
  });
});
