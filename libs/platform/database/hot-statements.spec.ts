import { HotStatements } from './hot-statements';

/** Asks so many times, at this moment. */
const ask = (hot: HotStatements, text: string, times: number, at = 0): string | undefined => {
  let name: string | undefined;
  for (let time = 0; time < times; time += 1) name = hot.nameOf(text, at);
  return name;
};

describe('A statement gets a name', () => {
  it('once it is asked twenty times within a minute, and keeps it', () => {
    const hot = new HotStatements();

    expect(ask(hot, 'SELECT 1', 19)).toBeUndefined();
    expect(hot.nameOf('SELECT 1', 0)).toBe('hot_0');
    expect(hot.nameOf('SELECT 1', 10_000_000)).toBe('hot_0');
  });

  it('of its own', () => {
    const hot = new HotStatements();

    expect(ask(hot, 'SELECT 1', 20)).not.toBe(ask(hot, 'SELECT 2', 20));
  });

  it('but not when it is asked now and then', () => {
    const hot = new HotStatements();
    ask(hot, 'SELECT 1', 19);

    expect(hot.nameOf('SELECT 1', 60_001)).toBeUndefined();
  });

  it('never again when its tables have other columns now', () => {
    const hot = new HotStatements();
    ask(hot, 'SELECT 1', 20);
    hot.forget('SELECT 1');

    expect(ask(hot, 'SELECT 1', 40)).toBeUndefined();
  });

  it('only as long as a connection has room for more', () => {
    const hot = new HotStatements();
    const names = Array.from({ length: 200 }, (_, n) => ask(hot, `SELECT ${n}`, 20));

    expect(names.filter(Boolean)).toHaveLength(150);
  });
});
