import { Refusal } from '@academie/platform';

/** A duty that is for nobody. */
export class DutyForNobody extends Refusal {
  readonly code = 'attendance.duty-for-nobody';
  readonly kind = 'invalid' as const;
  override readonly field = 'functions';
}

/** Only what everybody may know of, and is on offer, can be a duty. */
export class DutyNeedsOpenCourse extends Refusal {
  readonly code = 'attendance.duty-needs-open-course';
  readonly kind = 'invalid' as const;
  override readonly field = 'courseId';
}

/** Who renews it would have longer for that than until the next time. */
export class DutyRepeatsTooSoon extends Refusal {
  readonly code = 'attendance.duty-repeats-too-soon';
  readonly kind = 'invalid' as const;
  override readonly field = 'everyMonths';
}
