import { progressBar } from './progress';

describe('a progress bar', () => {
  const shown = (isTTY: boolean, steps: [number, number][]): string => {
    const lines: string[] = [];
    const bar = progressBar('Counting', 'rows', { isTTY, write: (text) => lines.push(text) });
    for (const [done, of] of steps) bar(done, of);
    return lines.join('');
  };

  it('ends full, on a line of its own, and says nothing after that', () => {
    const text = shown(true, [
      [0, 2000],
      [2000, 2000],
      [2000, 2000],
    ]);
    expect(text).toMatch(/\[\.{24}\] +0 %.*\[#{24}\] 100 % 2,000 of 2,000 rows.* in 0:00\n$/s);
    expect(text.match(/100 %/g)).toHaveLength(1);
  });

  it('writes a line for every tenth where no line is written over', () => {
    const steps = Array.from({ length: 101 }, (_, done): [number, number] => [done, 100]);
    expect(shown(false, steps).split('\n').filter(Boolean)).toHaveLength(11);
  });

  it('is full at once when there is nothing to do', () => {
    expect(shown(false, [[0, 0]])).toContain('100 % 0 of 0 rows');
  });
});
