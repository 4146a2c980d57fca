import { Refusal } from '@academie/platform';

/** Only somebody who has a seat can hand it on. */
export class NoSeatToHandOn extends Refusal {
  readonly code = 'enrolment.no-seat-to-hand-on';
  readonly kind = 'conflict' as const;
}

/** Nobody takes over from him- or herself. */
export class SamePerson extends Refusal {
  readonly code = 'enrolment.same-person';
  readonly kind = 'invalid' as const;
  override readonly field = 'personId';
}
