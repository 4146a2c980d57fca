import { Refusal } from '@academie/platform';

/** A day that has passed, or that lies too far ahead to plan. */
export class DaysNotPlannable extends Refusal {
  readonly code = 'acts.days-not-plannable';
  readonly kind = 'invalid' as const;
  override readonly field = 'firstDay';
}

/** The last day lies before the first, or too long after it. */
export class DaysNotInOrder extends Refusal {
  readonly code = 'acts.days-not-in-order';
  readonly kind = 'invalid' as const;
  override readonly field = 'lastDay';
}

/** Not so many pieces are free on all of these days. Params: free. */
export class NotFree extends Refusal {
  readonly code = 'acts.not-free';
  readonly kind = 'conflict' as const;
  override readonly field = 'firstDay';
}

/** What is asked of it no longer fits its state. */
export class DeliveryMovedOn extends Refusal {
  readonly code = 'acts.delivery-moved-on';
  readonly kind = 'conflict' as const;
}

/** It is said to have been on a day on which it was not planned, or that is still to come. */
export class NotDeliveredThen extends Refusal {
  readonly code = 'acts.not-delivered-then';
  readonly kind = 'invalid' as const;
  override readonly field = 'day';
}
