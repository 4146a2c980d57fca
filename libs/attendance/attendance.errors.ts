import { Refusal } from '@academie/platform';

/** The register takes no more marks until somebody opens it again. */
export class RegisterClosed extends Refusal {
  readonly code = 'attendance.register-closed';
  readonly kind = 'conflict' as const;
}

/** Only what was closed can be opened again. */
export class RegisterNotClosed extends Refusal {
  readonly code = 'attendance.register-not-closed';
  readonly kind = 'conflict' as const;
}

/** The session, or the whole offering, is not held. */
export class SessionCancelled extends Refusal {
  readonly code = 'attendance.session-cancelled';
  readonly kind = 'conflict' as const;
}

/** The session begins later: until then only excuses are recorded. */
export class SessionNotBegun extends Refusal {
  readonly code = 'attendance.session-not-begun';
  readonly kind = 'conflict' as const;
}

/** The session has not ended: its register is closed only when the trainer says that it may be. */
export class SessionNotOver extends Refusal {
  readonly code = 'attendance.session-not-over';
  readonly kind = 'conflict' as const;
}

/** Nobody was chosen, and no name of a guest was given. */
export class NobodyNamed extends Refusal {
  readonly code = 'attendance.nobody-named';
  readonly kind = 'invalid' as const;
}

/** Somebody of this name has a place already: the trainer says whether this is another person. */
export class GuestAlike extends Refusal {
  readonly code = 'attendance.guest-alike';
  readonly kind = 'conflict' as const;
}

/** Only somebody who was let in at the door, and was at no other session, can be taken off the list. */
export class NotTakenAway extends Refusal {
  readonly code = 'attendance.not-taken-away';
  readonly kind = 'conflict' as const;
}

/** Only a guest can turn out to be somebody else. */
export class NotAGuest extends Refusal {
  readonly code = 'attendance.not-a-guest';
  readonly kind = 'conflict' as const;
}

/** Why one mark of a batch was not taken; the others are. Texts as those of refusals. */
export const MARK_REFUSALS = [
  'attendance.invalid-mark',
  'attendance.unknown-enrolment',
  'attendance.enrolled-elsewhere',
  'attendance.not-enrolled',
  'attendance.register-closed',
  'attendance.clock-ahead',
  'attendance.not-begun',
  'attendance.correction-not-allowed',
  'attendance.client-id-taken',
] as const;
export type MarkRefusal = (typeof MARK_REFUSALS)[number];

/** Somebody has searched for as many people in this hour as anybody needs at a door. */
export class TooManyLooks extends Refusal {
  readonly code = 'attendance.too-many-looks';
  readonly kind = 'too_many' as const;
}
