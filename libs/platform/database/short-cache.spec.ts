import type { Config } from '../config/config';
import { ShortCache } from './short-cache';

describe('a second of memory', () => {
  const memoryOf = (memoryMs: number) => new ShortCache({ cacheMs: memoryMs } as Config);
  const counted = () => {
    let asked = 0;
    return () => Promise.resolve({ asked: ++asked });
  };

  it('asks once for all who ask at the same time, and for those who come shortly after', async () => {
    const cache = memoryOf(60_000);
    const load = counted();

    const [first, second] = await Promise.all([
      cache.getOrLoad('a', load),
      cache.getOrLoad('a', load),
    ]);

    expect(first).toBe(second);
    expect(await cache.getOrLoad('a', load)).toEqual({ asked: 1 });
    expect(await cache.getOrLoad('b', load)).toEqual({ asked: 2 });
  });

  it('asks anew after a change', async () => {
    const cache = memoryOf(60_000);
    const load = counted();
    await cache.getOrLoad('a', load);
    cache.clear();

    expect(await cache.getOrLoad('a', load)).toEqual({ asked: 2 });
  });

  it('does not remember a failure', async () => {
    const cache = memoryOf(60_000);

    await expect(cache.getOrLoad('a', () => Promise.reject(new Error('away')))).rejects.toThrow();
    expect(await cache.getOrLoad('a', counted())).toEqual({ asked: 1 });
  });

  it('can be switched off', async () => {
    const cache = memoryOf(0);
    const load = counted();
    await cache.getOrLoad('a', load);

    expect(await cache.getOrLoad('a', load)).toEqual({ asked: 2 });
  });
});
