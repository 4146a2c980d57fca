import { Refusal } from '@academie/platform';

/** Nobody is there to read it: no seats are taken, or all said to come. */
export class NobodyToTell extends Refusal {
  readonly code = 'enrolment.nobody-to-tell';
  readonly kind = 'conflict' as const;
  override readonly field = 'to';
}
