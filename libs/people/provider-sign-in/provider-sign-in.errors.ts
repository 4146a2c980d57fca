import { Refusal } from '@academie/platform';

/** Somebody came back from the service without being asked to: too late, for the second time, or elsewhere. */
export class AttemptGone extends Refusal {
  readonly code = 'people.provider-attempt-gone';
  readonly kind = 'invalid' as const;
}

/** The person, or the service, broke off. */
export class AttemptStopped extends Refusal {
  readonly code = 'people.provider-attempt-stopped';
  readonly kind = 'invalid' as const;
}

/** What the service sent is not what it should be: of another, too old, not for us, or not signed by it. */
export class AnswerWrong extends Refusal {
  readonly code = 'people.provider-answer-wrong';
  readonly kind = 'invalid' as const;
}

/** The service gives no address, or one that it did not check. */
export class AddressUnproved extends Refusal {
  readonly code = 'people.provider-address-unproved';
  readonly kind = 'invalid' as const;
}

/** Nobody has the address, and it is not of an organisation that the service speaks for. */
export class AddressElsewhere extends Refusal {
  readonly code = 'people.provider-address-elsewhere';
  readonly kind = 'invalid' as const;
}

/** The account is blocked, or is no more. */
export class AccountClosed extends Refusal {
  readonly code = 'people.provider-account-closed';
  readonly kind = 'invalid' as const;
}

/** The account at the service belongs to somebody else here. */
export class LinkedElsewhere extends Refusal {
  readonly code = 'people.provider-linked-elsewhere';
  readonly kind = 'conflict' as const;
}

/** Without this link nobody could sign in to the account any more. */
export class LastWayIn extends Refusal {
  readonly code = 'people.provider-last-way-in';
  readonly kind = 'conflict' as const;
}
