import { LRUCache } from 'lru-cache';

import { type PreparedPage, CSRF_PLACEHOLDER, type Views } from './handlebars';

const CONTENT_PLACEHOLDER = '\u0001content\u0001';
/** Some 8 kB each. */
const KEPT = 500;

/** What `PageContext` gives, as far as a frame is told apart by it. */
export interface FrameContext {
  /** The form token of the reader's session; never part of what is kept. */
  csrf: string;
  /** A message that is shown once; a frame with one is not kept. */
  flash?: unknown;
}

/**
 * Puts a prepared page into the frame of its reader. A frame is kept under everything it was made of but
 * the form token, so a kept one is what a new one would be: nothing here can be out of date.
 */
export class LayoutCache {
  private readonly known = new LRUCache<string, [before: string, after: string]>({ max: KEPT });

  constructor(private readonly views: Views) {}

  /** The whole page as text. */
  wrap({ content, ...page }: PreparedPage, { csrf, ...context }: FrameContext): string {
    const [before, after] = this.frame({ ...page, page: context });
    return (before + content + after).replaceAll(CSRF_PLACEHOLDER, csrf);
  }

  private frame(about: { page: { flash?: unknown } }): [before: string, after: string] {
    if (about.page.flash) return this.make(about);
    const key = JSON.stringify(about);
    const known = this.known.get(key);
    if (known) return known;
    const made = this.make(about);
    this.known.set(key, made);
    return made;
  }

  private make(about: { page: object }): [before: string, after: string] {
    const page = { ...about.page, csrf: CSRF_PLACEHOLDER };
    const html = this.views.render('prepared', { ...about, page, content: CONTENT_PLACEHOLDER });
    const [before = '', after = ''] = html.split(CONTENT_PLACEHOLDER);
    return [before, after];
  }
}
