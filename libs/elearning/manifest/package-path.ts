/** How a file is looked up: as it stands on a computer that takes capitals and small letters for the same. */
export const pathKey = (path: string): string => path.normalize('NFC').toLowerCase();

/** A place in a package: a file, and what comes behind it. */
export interface PackagePlace {
  /** As `pathKey` has it. */
  file: string;
  /** `?a=b#c`, or nothing. */
  query: string;
}

/**
 * Where an address in a manifest leads, from these bases. Undefined when it leads out of the package: to
 * another host, or above its root.
 */
export function resolveHref(href: string, bases: readonly string[]): PackagePlace | undefined {
  const [path, query] = cutBefore(href.trim(), /[?#]/);
  const whole = [...bases, path].map((part) => part.trim().replaceAll('\\', '/'));
  if (whole.some((part) => /^[a-z][a-z\d+.-]*:|^\/\//i.test(part))) return undefined;
  const segments: string[] = [];
  // Each base is a folder, or a file whose folder counts.
  whole.forEach((part, nth) => {
    if (part.startsWith('/')) segments.length = 0;
    const pieces = part.split('/');
    if (nth < whole.length - 1) pieces.pop();
    for (const piece of pieces) {
      if (piece === '..') {
        if (segments.length > 0 && segments.at(-1) !== '..') segments.pop();
        else segments.push('..');
      } else if (piece !== '' && piece !== '.') segments.push(piece);
    }
  });
  if (segments.length === 0 || segments.includes('..')) return undefined;
  return { file: pathKey(segments.map(decoded).join('/')), query };
}

/** A text in two: what comes before a sign, and the rest with it. */
export function cutBefore(text: string, sign: RegExp): [string, string] {
  const at = text.search(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The address of a file: what a browser would not take as it stands is encoded. */
export const hrefOf = (file: string): string => file.split('/').map(encodeURIComponent).join('/');
