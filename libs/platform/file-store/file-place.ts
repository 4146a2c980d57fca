import path from 'node:path';

/** Where the bytes with this SHA-256 lie in a folder of uploaded files. */
export const placeIn = (folder: string, sha256: string): string =>
  path.join(folder, sha256.slice(0, 2), sha256);
