import { Refusal } from '@academie/platform';

/** The role asks a second factor, and there is none yet. */
export class FactorNeeded extends Refusal {
  readonly code = 'people.factor-needed';
  readonly kind = 'forbidden' as const;
}

/** Who is signed in has to show again who it is, before a change that takes an account over. */
export class ProofNeeded extends Refusal {
  readonly code = 'people.proof-needed';
  readonly kind = 'forbidden' as const;
}
