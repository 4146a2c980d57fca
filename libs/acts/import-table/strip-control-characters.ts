/**
 * At most `most` characters of what somebody sent, fit to keep and to show: a database stores no half
 * characters, not even those that cutting made, and nobody reads control characters.
 */
export const printable = (text: string, most = 1000): string =>
  text
    .slice(0, most)
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/\p{Cc}+/gu, ' ');
