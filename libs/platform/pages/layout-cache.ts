import { LRUCache } from 'lru-cache';

import { type PreparedPage, CSRF_PLACEHOLDER, type Views } from './handlebars';

/** Between the parts of a frame; where the title, the crumbs and the content of a page go. */
const PLACE = '\u0001place\u0001';
/** Some 8 kB each. */
const KEPT = 500;

/** What `PageContext` gives, as far as a frame is told apart by it. */
export interface FrameContext {
  /** The form token of the reader's session; never part of what is kept. */
  csrf: string;
  /** A message that is shown once; a frame with one is not kept. */
  flash?: unknown;
}

type Frame = [start: string, afterTitle: string, afterCrumbs: string, end: string];

/**
 * Puts a prepared page into the frame of its reader. A frame is kept under everything it was made of but
 * the form token, so a kept one is what a new one would be: nothing here can be out of date.
 */
export class LayoutCache {
  private readonly known = new LRUCache<string, Frame>({ max: KEPT });

  constructor(private readonly views: Views) {}

  /** The whole page as text. */
  wrap(
    { title, crumbs, content, browsing }: PreparedPage,
    { csrf, ...context }: FrameContext,
  ): string {
    const [start, afterTitle, afterCrumbs, end] = this.frame({ browsing, page: context });
    return (start + title + afterTitle + crumbs + afterCrumbs + content + end).replaceAll(
      CSRF_PLACEHOLDER,
      csrf,
    );
  }

  private frame(about: { browsing: boolean | undefined; page: { flash?: unknown } }): Frame {
    if (about.page.flash) return this.make(about);
    const key = JSON.stringify(about);
    const known = this.known.get(key);
    if (known) return known;
    const made = this.make(about);
    this.known.set(key, made);
    return made;
  }

  private make(about: { page: object }): Frame {
    const page = { ...about.page, csrf: CSRF_PLACEHOLDER };
    const places = { title: PLACE, crumbsPlace: PLACE, content: PLACE };
    const html = this.views.render('prepared', { ...about, page, ...places });
    const [start = '', afterTitle = '', afterCrumbs = '', end = ''] = html.split(PLACE);
    return [start, afterTitle, afterCrumbs, end];
  }
}
