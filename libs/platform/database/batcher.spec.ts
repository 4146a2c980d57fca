import { Batcher } from './batcher';

describe('gathering what is asked at the same time', () => {
  const runs: number[][] = [];
  const double = new Batcher<number, number>(async (asks) => {
    runs.push(asks);
    await new Promise((resolve) => setImmediate(resolve));
    if (asks.includes(13)) throw new Error('not thirteen');
    return asks.map((ask) => ask * 2);
  });
  beforeEach(() => (runs.length = 0));

  it('gives each its own answer, and runs once for all who ask while a run is under way', async () => {
    const first = double.submit(1);
    await new Promise((resolve) => setImmediate(resolve));
    const later = [2, 3, 4].map((ask) => double.submit(ask));

    expect(await Promise.all([first, ...later])).toEqual([2, 4, 6, 8]);
    expect(runs).toEqual([[1], [2, 3, 4]]);
    expect(double.isIdle).toBe(true);
  });

  it('is idle when the last of them hears the answer', async () => {
    await double.submit(8);
    expect(double.isIdle).toBe(true);
  });

  it('tells everybody of a run that failed, and goes on with the next', async () => {
    const both = await Promise.allSettled([double.submit(5), double.submit(13)]);

    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await double.submit(5)).toBe(10);
  });

  it('lets nobody wait once more for a database that does not answer', async () => {
    let runsBegun = 0;
    const away = new Batcher<number, number>(async () => {
      runsBegun += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('timeout exceeded when trying to connect');
    });
    const first = away.submit(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const all = await Promise.allSettled([first, away.submit(2), away.submit(3)]);

    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(runsBegun).toBe(1);
    expect(away.isIdle).toBe(true);
  });

  it('does a long line in runs of at most 64', async () => {
    const answers = await Promise.all(Array.from({ length: 150 }, (_, n) => double.submit(n + 20)));

    expect(answers).toHaveLength(150);
    expect(runs.map(({ length }) => length)).toEqual([64, 64, 22]);
  });

  it('does not let the next wait for a commit, where it need not', async () => {
    let most = 0;
    let now = 0;
    const two = new Batcher<number, number>(async (asks) => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      return asks;
    }, 2);
    const asked: Promise<number>[] = [];
    for (let ask = 0; ask < 6; ask += 1) {
      asked.push(two.submit(ask));
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect(await Promise.all(asked)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(most).toBe(2);
    expect(two.isIdle).toBe(true);
  });

  it('tells whoever asked when a run forgot somebody', async () => {
    const forgetful = new Batcher<number, number>(() => Promise.resolve([]));

    await expect(forgetful.submit(1)).rejects.toThrow('some but not all');
  });
});
