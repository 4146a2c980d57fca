/** Why a command was refused, in kinds that the edge can turn into a status. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition_failed'
  | 'precondition_required'
  | 'too_large'
  | 'too_many';

/** One thing wrong with one field of what was sent. */
export interface FieldProblem {
  /** Path in the body, e.g. `sessions.0.startsAt`. */
  field: string;
  /** Stable word, e.g. `isInt`. */
  code: string;
  /** English sentence for the API. */
  message: string;
}

/**
 * A command said no. Each lib names its refusals in `<lib>.errors.ts`; the code is stable, its Dutch
 * sentence is `refusal.<code>` in the lib's locales/nl.json, the English one in en.json.
 */
export abstract class Refusal extends Error {
  abstract readonly code: string;
  abstract readonly kind: RefusalKind;
  /** Which field of a form it belongs to, when it belongs to one. */
  readonly field?: string;
  readonly problems?: FieldProblem[];
  /** Seconds to wait before it may be tried again. */
  readonly retryAfter?: number;
  /** A page of ours where a person can go on, instead of a page that says no. */
  goOnAt?: string | undefined;

  constructor(
    /** Values the sentence names; never personal data. */
    readonly params: Record<string, string | number> = {},
  ) {
    super();
    this.name = new.target.name;
  }

  override get message(): string {
    return this.code;
  }
}

/** The body, query or path did not have the right shape. */
export class InvalidInput extends Refusal {
  readonly code = 'platform.invalid-input';
  readonly kind = 'invalid' as const;

  constructor(override readonly problems: FieldProblem[]) {
    super();
  }
}

/** There is no such page or thing, or the reader may not know that there is. */
export class NotFound extends Refusal {
  readonly code = 'platform.not-found';
  readonly kind = 'not_found' as const;
}

/** The thing changed since the reader last saw it (RFC 9110, section 13.1.1). */
export class ChangedMeanwhile extends Refusal {
  readonly code = 'platform.changed-meanwhile';
  readonly kind = 'precondition_failed' as const;
}

/** A change without If-Match (RFC 6585, section 3). */
export class IfMatchRequired extends Refusal {
  readonly code = 'platform.if-match-required';
  readonly kind = 'precondition_required' as const;
}

/** The same Idempotency-Key with another request. */
export class IdempotencyConflict extends Refusal {
  readonly code = 'platform.idempotency-conflict';
  readonly kind = 'conflict' as const;
}

/** A request with the same Idempotency-Key is still under way. */
export class IdempotencyInProgress extends Refusal {
  readonly code = 'platform.idempotency-in-progress';
  readonly kind = 'conflict' as const;
  override readonly retryAfter = 1;
}

/** A form without a file is longer than the route takes. */
export class FormTooLarge extends Refusal {
  readonly code = 'platform.form-too-large';
  readonly kind = 'too_large' as const;

  constructor(override readonly params: { kilobytes: number }) {
    super(params);
  }
}

/** A form has more fields than the route takes. */
export class TooManyFields extends Refusal {
  readonly code = 'platform.too-many-fields';
  readonly kind = 'too_large' as const;

  constructor(override readonly params: { most: number }) {
    super(params);
  }
}

/** Objects and lists of a JSON body lie further inside each other than any of ours do. */
export class JsonTooDeep extends Refusal {
  readonly code = 'platform.json-too-deep';
  readonly kind = 'too_large' as const;

  constructor(override readonly params: { most: number }) {
    super(params);
  }
}

/** A JSON body has more fields or values than any of ours has. */
export class JsonTooLarge extends Refusal {
  readonly code = 'platform.json-too-large';
  readonly kind = 'too_large' as const;

  constructor(override readonly params: { most: number }) {
    super(params);
  }
}
