import { Refusal } from '@academie/platform';

/** It is no longer on offer: only who followed it before goes on. */
export class ProgrammeClosed extends Refusal {
  readonly code = 'enrolment.programme-closed';
  readonly kind = 'conflict' as const;
}
