import { Refusal } from '@academie/platform';

/** The person has a place, waits for one, or took part already. Names the enrolment that is there. */
export class AlreadyEnrolled extends Refusal {
  readonly code = 'enrolment.already-enrolled';
  readonly kind = 'conflict' as const;

  constructor(
    readonly enrolmentId: string,
    state: string,
  ) {
    super({ enrolmentId, state });
  }
}

/** The offering is not given after all. */
export class OfferingCancelled extends Refusal {
  readonly code = 'enrolment.offering-cancelled';
  readonly kind = 'conflict' as const;
}

/** The offering is not on offer yet, or no more. */
export class NotPublished extends Refusal {
  readonly code = 'enrolment.not-published';
  readonly kind = 'conflict' as const;
}

/** Enrolment opens later. */
export class NotOpenYet extends Refusal {
  readonly code = 'enrolment.not-open-yet';
  readonly kind = 'conflict' as const;
}

/** Enrolment has closed. */
export class EnrolmentClosed extends Refusal {
  readonly code = 'enrolment.closed';
  readonly kind = 'conflict' as const;
}

/** The first session has begun: nobody enrols any more, and nobody cancels. */
export class OfferingStarted extends Refusal {
  readonly code = 'enrolment.started';
  readonly kind = 'conflict' as const;
}

/** Another course has to be completed first. Names it. */
export class PrerequisiteMissing extends Refusal {
  readonly code = 'enrolment.prerequisite-missing';
  readonly kind = 'conflict' as const;
}

/** A step of a programme that the person follows comes first. Names the programme and the courses of the step. */
export class StepFirstMissing extends Refusal {
  readonly code = 'enrolment.step-first';
  readonly kind = 'conflict' as const;
}

/** A step of a programme that the person follows ends after this begins. Names the same. */
export class StepOvertaken extends Refusal {
  readonly code = 'enrolment.step-overtaken';
  readonly kind = 'conflict' as const;
}

/** There is nothing to decide on: the request was decided on, taken back, or has lapsed. */
export class NotRequested extends Refusal {
  readonly code = 'enrolment.not-requested';
  readonly kind = 'conflict' as const;
}

/** Somebody cannot decide in place of themselves. */
export class DeputyOfOneself extends Refusal {
  readonly code = 'enrolment.deputy-of-oneself';
  readonly kind = 'invalid' as const;
  override readonly field = 'deputyId';
}

/** Declined or finished: there is nothing left to cancel. */
export class NotLive extends Refusal {
  readonly code = 'enrolment.not-live';
  readonly kind = 'conflict' as const;
}

/** Somebody can walk in from an hour before the first session until the offering is closed. */
export class NoSessionNow extends Refusal {
  readonly code = 'enrolment.no-session-now';
  readonly kind = 'conflict' as const;
}

/** Nobody the academie knows has this mail address. */
export class NobodyHasThatAddress extends Refusal {
  readonly code = 'enrolment.nobody-has-that-address';
  readonly kind = 'invalid' as const;
  override readonly field = 'email';
}

/** A person who is being erased got another place while the others were given up. */
export class StillEnrolled extends Refusal {
  readonly code = 'enrolment.still-enrolled';
  readonly kind = 'conflict' as const;
}
