import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

import { CONFIG, type Config } from '../config/config';
import { apart } from '../work/current-work';

/**
 * Keeps answers that are the same for everybody for about a second, and asks once for all who ask
 * meanwhile. A change made through this process clears it, so the person who changed something sees it at once;
 * another process may be a second behind. Never for what belongs to one person.
 */
@Injectable()
export class ShortCache {
  private readonly known: LRUCache<string, Promise<unknown>> | undefined;

  constructor(@Inject(CONFIG) config: Config) {
    if (config.cacheMs > 0) this.known = new LRUCache({ max: 500, ttl: config.cacheMs });
  }

  /** What `load` gave under this key a moment ago, else what it gives now. */
  getOrLoad<T extends object | undefined>(key: string, load: () => Promise<T>): Promise<T> {
    const before = this.known?.get(key);
    if (before) return before as Promise<T>;
    const now = apart(load);
    this.known?.set(key, now);
    now.catch(() => this.known?.delete(key));
    return now;
  }

  /** After a change. */
  clear(): void {
    this.known?.clear();
  }
}
