import { Refusal } from '@academie/platform';

/** No code of ours, or one that is no longer on the screen. */
export class CodeExpired extends Refusal {
  readonly code = 'attendance.code-expired';
  readonly kind = 'conflict' as const;
}

/** From half an hour before the start until the end: afterwards a code proves nothing of the session. */
export class CheckInNotNow extends Refusal {
  readonly code = 'attendance.check-in-not-now';
  readonly kind = 'conflict' as const;
}

/** This offering has no checking in of this kind. */
export class CheckInOff extends Refusal {
  readonly code = 'attendance.check-in-off';
  readonly kind = 'conflict' as const;
}

/** A person who scanned has no place in the offering. */
export class NotOnTheList extends Refusal {
  readonly code = 'attendance.not-on-the-list';
  readonly kind = 'conflict' as const;
}

/** No ticket of anybody who has a place here. */
export class UnknownTicket extends Refusal {
  readonly code = 'attendance.unknown-ticket';
  readonly kind = 'conflict' as const;
}
