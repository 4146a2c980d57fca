import type { EntityManager } from 'typeorm';

import { declareMethod } from '../discovery/declaration';

/** Data that are kept for a time. */
export interface KeptKind {
  /** `<lib>.<what>`; its texts stand in the locales at `<lib>.kept.<what>.label` and `.about`. */
  kind: string;
  /** How long they are kept unless an administrator says otherwise. */
  days: number;
  /** What an administrator may choose: fewer days break what the data are for, more are not needed for it. */
  least: number;
  most: number;
  /**
   * SELECT of `key` (text) and `at` of all rows from before a moment, which is handed in as a parameter of
   * the statement. Without an order: rows are counted, and read a part at a time.
   */
  old: (before: string) => string;
}

/** Forgets the rows with these keys, in the transaction of the caller. */
export type Forget = (tx: EntityManager, keys: string[]) => Promise<unknown>;

export const forgets = declareMethod<KeptKind, Forget>();

/** The method forgets rows of this kind, once they are older than their period. */
export const Forgets = (kind: KeptKind) => forgets(kind);
