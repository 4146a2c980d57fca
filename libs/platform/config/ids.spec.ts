import { newId } from './ids';

describe('ids made by the program', () => {
  it('sort in the order in which they were made, within a millisecond too', () => {
    const now = Date.parse('2026-03-10T09:00:00Z');
    const made = Array.from({ length: 2000 }, () => newId(now));

    expect(made.toSorted()).toEqual(made);
    expect(newId(now + 1) > made.at(-1)!).toBe(true);
  });

  it('are of version 7, and differ where more are made in a millisecond than can be counted', () => {
    const made = Array.from({ length: 10_000 }, () => newId(1_772_000_000_000));

    expect(new Set(made).size).toBe(made.length);
    for (const id of made)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
