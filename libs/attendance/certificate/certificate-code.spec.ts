import { newCode, printedCode, readCode } from './certificate-code';

describe('the code of a certificate', () => {
  it('holds 128 random bits in 26 letters and digits', () => {
    const codes = new Set(Array.from({ length: 1000 }, () => newCode()));

    expect(codes.size).toBe(1000);
    for (const code of codes) expect(code).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(newCode(Buffer.alloc(16, 0xff))).toBe('7zzzzzzzzzzzzzzzzzzzzzzzzz');
    expect(newCode(Buffer.alloc(16))).toBe('0'.repeat(26));
  });

  it('is read as people type it', () => {
    const code = newCode(Buffer.from('00112233445566778899aabbccddeeff', 'hex'));

    expect(readCode(printedCode(code))).toBe(code);
    expect(readCode(` ${code.toUpperCase()} `)).toBe(code);
    expect(readCode(code.replace(/0/g, 'o').replace(/1/g, 'l'))).toBe(code);
  });

  it.each(['', 'kort', 'u'.repeat(26), `${'0'.repeat(26)}1`, `../${'0'.repeat(23)}`])(
    'is not %p',
    (typed) => {
      expect(readCode(typed)).toBeUndefined();
    },
  );
});
