import { createHash } from 'node:crypto';

/** What a block holds; its hash is taken of all of it. */
export interface BlockContents {
  chain: string;
  number: number;
  keys: readonly string[];
  hashes: Buffer;
}

/** The hash before the first block. */
export const NOTHING = Buffer.alloc(32);

/** The hash of a block: also of the one before it, so none can be changed without all that follow. */
export const blockHash = (before: Buffer, { chain, number, keys, hashes }: BlockContents): Buffer =>
  createHash('sha256')
    .update(before)
    .update(JSON.stringify([chain, number, keys]))
    .update(hashes)
    .digest();
