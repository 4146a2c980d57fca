import { LRUCache } from 'lru-cache';

import { onceFor } from '../work/once-for';
import { type PreparedPage, CSRF_PLACEHOLDER, type Views } from './handlebars';

/** Between the parts of a frame; where the title, the crumbs and the content of a page go. */
const PLACE = '\u0001place\u0001';
/** Some 8 kB each. */
const KEPT = 500;

/** Things that a frame is made of, told apart by their text: readers, menus, file names. */
const TOLD_APART = 5000;

/**
 * What `PageContext` gives, as far as a frame is told apart by it. An object in it is never changed after it was given
 * once: what it says is read the first time only.
 */
export interface FrameContext {
  /** The form token of the reader's session; never part of what is kept. */
  csrf: string;
  /** A message that is shown once; a frame with one is not kept. */
  flash?: unknown;
}

interface About {
  browsing: boolean | undefined;
  page: Omit<FrameContext, 'csrf'>;
}

type Frame = [start: string, afterTitle: string, afterCrumbs: string, end: string];

/**
 * Puts a prepared page into the frame of its reader. A frame is kept under everything it was made of but
 * the form token, so a kept one is what a new one would be: nothing here can be out of date.
 */
export class LayoutCache {
  private readonly known = new LRUCache<string, Frame>({ max: KEPT });
  /** The same number for things that say the same. */
  private readonly numberOf = onceFor((thing: object) => this.numberOfText(JSON.stringify(thing)));
  private readonly texts = new LRUCache<string, number>({ max: TOLD_APART });
  private last = 0;

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

  private frame(about: About): Frame {
    if (about.page.flash) return this.make(about);
    const key = this.keyOf(about);
    const known = this.known.get(key);
    if (known) return known;
    const made = this.make(about);
    this.known.set(key, made);
    return made;
  }

  // A few letters for each thing: to write out all of it and compare that cost a tenth of a page that is kept.
  private keyOf({ browsing, page }: About): string {
    let key = String(browsing);
    for (const [name, value] of Object.entries(page))
      key += ` ${name}=${typeof value === 'object' && value !== null ? this.numberOf(value) : JSON.stringify(value)}`;
    return key;
  }

  private numberOfText(text: string): number {
    const number = this.texts.get(text) ?? (this.last += 1);
    this.texts.set(text, number);
    return number;
  }

  private make(about: { page: object }): Frame {
    const page = { ...about.page, csrf: CSRF_PLACEHOLDER };
    const places = { title: PLACE, crumbsPlace: PLACE, content: PLACE };
    const html = this.views.render('prepared', { ...about, page, ...places });
    const [start = '', afterTitle = '', afterCrumbs = '', end = ''] = html.split(PLACE);
    return [start, afterTitle, afterCrumbs, end];
  }
}
