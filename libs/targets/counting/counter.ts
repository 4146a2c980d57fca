import type { Params } from '@academie/platform';

import type { ContextCache } from './context-cache';
import type { Scope, Span } from './evidence.sql';

/** A rule as SQL over the evidence: the same for one event, for everything, and for any moment. */
export interface Counter {
  /** Kinds of evidence and their contexts that it looks at. Other evidence changes nothing. */
  readonly inputs: readonly Input[];
  /** Select of one column `key`: the subjects that these rows of evidence bear on. */
  touched(sql: Params, scope: Scope): string;
  /** Select of one row for each subject that counts; only these keys when given (a placeholder). */
  subjects(sql: Params, scope: Scope, keys?: string): string;
}

export interface Input {
  kinds: readonly string[];
  contexts: readonly number[];
}

/** What a rule needs to know beside itself. */
export interface CountingFrame {
  contexts: ContextCache;
  /** Code of the target; confirmations name it. */
  code: string;
  span: Span;
  /** Last day of the period in Amsterdam: organisations are those of that day. */
  lastDay: string;
}
