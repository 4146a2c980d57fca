import addressparser from 'nodemailer/lib/addressparser';

import { visibleText } from './plain-text';

const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;
// RFC 5321 without quoted local parts: words with single dots between them, and a domain of two labels or more.
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])?$/i;

/**
 * The e-mail address that this text is, without invisible characters; undefined when it is anything else or
 * anything more. It is an address when the mail library, given this text, would send to exactly this text.
 */
export function readAddress(text: string): string | undefined {
  // Nothing longer is an address, so no longer text is looked at.
  if (text.length > 4 * LONGEST) return undefined;
  const plain = visibleText(text);
  const at = plain.lastIndexOf('@');
  const [local, domain] = [plain.slice(0, at), plain.slice(at + 1)];
  if (at < 1 || plain.length > LONGEST || local.length > LONGEST_LOCAL_PART) return undefined;
  if (!LOCAL_PART.test(local) || !DOMAIN.test(domain)) return undefined;
  const [one, ...more] = addressparser(plain, { flatten: true });
  return one?.address === plain && !one.name && more.length === 0 ? plain : undefined;
}
