import type { BlockKind } from './block-kinds';

/** A piece of a lesson. What `body` holds, its kind says. */
export interface Block {
  /** UUID; stays the same in later versions. */
  id: string;
  kind: BlockKind;
  body: Record<string, unknown>;
}
