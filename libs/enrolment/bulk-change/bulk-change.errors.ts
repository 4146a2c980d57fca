import { Refusal } from '@academie/platform';

/** People are moved to another date of the same course. */
export class OtherCourse extends Refusal {
  readonly code = 'enrolment.other-course';
  readonly kind = 'invalid' as const;
  override readonly field = 'toOfferingId';
}

/** Only a seat is worth giving one up for. */
export class NoSeatThere extends Refusal {
  readonly code = 'enrolment.no-seat-there';
  readonly kind = 'conflict' as const;
}

/** It is gone, or of another offering. */
export class NotInThisOffering extends Refusal {
  readonly code = 'enrolment.not-in-this-offering';
  readonly kind = 'conflict' as const;
}

/** Only what an organiser cancelled is given back. */
export class CancelledOtherwise extends Refusal {
  readonly code = 'enrolment.cancelled-otherwise';
  readonly kind = 'conflict' as const;
}
