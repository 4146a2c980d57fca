import { printable } from './strip-control-characters';

describe('what is kept of a text that somebody sent', () => {
  it('has no half character where it was cut, and none that came with it', () => {
    expect(printable('ab\u{1F600}', 3)).toBe('ab\uFFFD');
    expect(printable('a\uD83Db')).toBe('a\uFFFDb');
  });

  it('has a space for what nobody can read', () => {
    expect(printable('a\u0000\u0007b')).toBe('a b');
  });
});
