import { Refusal } from '@academie/platform';

/** Without it people stand before a closed door. */
export class EssentialMessage extends Refusal {
  readonly code = 'enrolment.essential-message';
  readonly kind = 'conflict' as const;
  override readonly field = 'enabled';
}

/** Neither a message of the academie, nor one that an organiser made up here. */
export class NoSuchMessage extends Refusal {
  readonly code = 'enrolment.no-such-message';
  readonly kind = 'not_found' as const;
}

/** A word between braces that stands for nothing; everybody would read it. */
export class UnknownPlaceholder extends Refusal {
  readonly code = 'enrolment.unknown-placeholder';
  readonly kind = 'invalid' as const;

  constructor(override readonly field: 'subject' | 'body') {
    super();
  }
}
