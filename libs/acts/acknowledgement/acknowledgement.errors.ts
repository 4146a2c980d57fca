import { Refusal } from '@academie/platform';

/** Reading is to count, but as what was not chosen. */
export class NothingToCountAs extends Refusal {
  readonly code = 'acts.nothing-to-count-as';
  readonly kind = 'invalid' as const;
  override readonly field = 'countsAs';
}
