import type { Config } from '../config/config';
import { Memory } from './short-cache';

describe('a second of memory', () => {
  const memoryOf = (memoryMs: number) => new Memory({ memoryMs } as Config);
  const counted = () => {
    let asked = 0;
    return () => Promise.resolve({ asked: ++asked });
  };

  it('asks once for all who ask at the same time, and for those who come shortly after', async () => {
    const memory = memoryOf(60_000);
    const load = counted();

    const [first, second] = await Promise.all([memory.recall('a', load), memory.recall('a', load)]);

    expect(first).toBe(second);
    expect(await memory.recall('a', load)).toEqual({ asked: 1 });
    expect(await memory.recall('b', load)).toEqual({ asked: 2 });
  });

  it('asks anew after a change', async () => {
    const memory = memoryOf(60_000);
    const load = counted();
    await memory.recall('a', load);
    memory.forget();

    expect(await memory.recall('a', load)).toEqual({ asked: 2 });
  });

  it('does not remember a failure', async () => {
    const memory = memoryOf(60_000);

    await expect(memory.recall('a', () => Promise.reject(new Error('away')))).rejects.toThrow();
    expect(await memory.recall('a', counted())).toEqual({ asked: 1 });
  });

  it('can be switched off', async () => {
    const memory = memoryOf(0);
    const load = counted();
    await memory.recall('a', load);

    expect(await memory.recall('a', load)).toEqual({ asked: 2 });
  });
});
