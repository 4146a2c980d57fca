import { Refusal } from '@academie/platform';

/** The person works there neither on the day of the offering nor today. */
export class NotTheirWorkplace extends Refusal {
  readonly code = 'enrolment.not-their-workplace';
  readonly kind = 'conflict' as const;
  override readonly field = 'organisationId';
}

/** An answer that was given, or that counts already, changes only with a reason. */
export class WorkplaceNeedsReason extends Refusal {
  readonly code = 'enrolment.workplace-needs-reason';
  readonly kind = 'conflict' as const;
  override readonly field = 'reason';
}
