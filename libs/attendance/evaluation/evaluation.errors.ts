import { Refusal } from '@academie/platform';

/** One answer of each person for each offering; it cannot be found again to change it. */
export class AlreadyEvaluated extends Refusal {
  readonly code = 'attendance.already-evaluated';
  readonly kind = 'conflict' as const;
}

/** Not there, or the register is still open, or too long ago. */
export class NothingToEvaluate extends Refusal {
  readonly code = 'attendance.nothing-to-evaluate';
  readonly kind = 'conflict' as const;
}
