import { createHash } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { PageView, PreparedPage, Views } from './handlebars';

/** What a page shows of people is gone from memory after so long. */
const KEPT_MS = 10_000;
/** Characters of HTML. */
const MOST = 20_000_000;

/**
 * Pages that are asked again while they show the same. A page is kept under all that it is made of, so a kept one is
 * what a new one would be, for whoever asks. What a view gets is therefore what JSON can say: no Map, no Set.
 */
export class PageCache {
  private readonly known: LRUCache<string, PreparedPage> | undefined;

  /** With `keeps` false each page is rendered anew. */
  constructor(
    private readonly views: Views,
    keeps: boolean,
  ) {
    if (keeps)
      this.known = new LRUCache({
        maxSize: MOST,
        sizeCalculation: ({ content }) => content.length + 1,
        ttl: KEPT_MS,
      });
  }

  of(name: string, data: PageView): PreparedPage {
    if (!this.known) return this.views.prepare(name, data);
    const key = createHash('sha1').update(name).update(JSON.stringify(data)).digest('base64');
    const before = this.known.get(key);
    if (before) return before;
    const page = this.views.prepare(name, data);
    this.known.set(key, page);
    return page;
  }
}
