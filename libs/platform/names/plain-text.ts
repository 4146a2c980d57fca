// Soft hyphens, zero-width signs, marks of direction and of emphasis: nobody sees them, and two texts that
// look the same differ by them.
const INVISIBLE = /[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFE00-\uFE0F]/gu;
const ODD_SPACE = /[\p{Zs}\p{Cc}\p{Zl}\p{Zp}]+/gu;
const PLAIN = /^[\x20-\x7e]*$/;

/** Text as it looks: without invisible characters, composed, with single ordinary spaces and none around. */
export const visibleText = (text: string): string =>
  PLAIN.test(text) && !text.includes('  ')
    ? text.trim()
    : text.normalize('NFC').replace(INVISIBLE, '').replace(ODD_SPACE, ' ').trim();

/** In lower case and without accents: how people look up a word that they heard. */
export const unaccented = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Words for comparing: in lower case, without accents, spaces and signs. */
export const bareText = (text: string): string =>
  // Most words are plain, and a list has hundreds of thousands of them.
  PLAIN.test(text)
    ? text.toLowerCase().replace(/[^a-z0-9]/g, '')
    : text
        .normalize('NFD')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '');
