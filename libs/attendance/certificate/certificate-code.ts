import { randomBytes } from 'node:crypto';

// Crockford's base 32: no i, l, o and u, so that nobody misreads one on paper.
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 26;
const FORM = new RegExp(`^[${DIGITS}]{${LENGTH}}$`);
const MISREAD: Record<string, string> = { i: '1', l: '1', o: '0' };

/** 128 random bits in 26 letters and digits, the first of which holds three bits. */
export function newCode(bytes = randomBytes(16)): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let code = '';
  for (let place = 0; place < LENGTH; place += 1) {
    code = DIGITS.charAt(Number(value % 32n)) + code;
    value /= 32n;
  }
  return code;
}

/** In groups, as printed: "7ZZZZ-ZZZZZ-…". */
export const printedCode = (code: string): string =>
  code.toUpperCase().replace(/(.{5})(?=.)/g, '$1-');

/** The code in what somebody typed or scanned, or undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replace(/[ilo]/g, (sign) => MISREAD[sign] ?? sign);
  return FORM.test(code) ? code : undefined;
}

/** Codes cannot be guessed; this keeps the person who tries from costing us anything. */
export const CHECKS_PER_MINUTE = 60;
