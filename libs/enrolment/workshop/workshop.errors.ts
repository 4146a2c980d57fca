import { Refusal } from '@academie/platform';

/** Others took the last seats of a workshop. Names it. */
export class WorkshopFull extends Refusal {
  readonly code = 'enrolment.workshop-full';
  readonly kind = 'conflict' as const;
}

/** Choosing ended with enrolling, or there is no place to choose for. */
export class WorkshopsClosed extends Refusal {
  readonly code = 'enrolment.workshops-closed';
  readonly kind = 'conflict' as const;
}
