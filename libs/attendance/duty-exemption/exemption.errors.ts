import { Refusal } from '@academie/platform';

/** Earlier learning is asked for with a proof. */
export class ProofMissing extends Refusal {
  readonly code = 'attendance.proof-missing';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** The proof is larger than what is taken. */
export class ProofTooLarge extends Refusal {
  readonly code = 'attendance.proof-too-large';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** The proof is of a sort that somebody who decides may not be able to open. */
export class ProofUnreadable extends Refusal {
  readonly code = 'attendance.proof-unreadable';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** What was learned earlier was not learned after today. */
export class LearnedAhead extends Refusal {
  readonly code = 'attendance.learned-ahead';
  readonly kind = 'invalid' as const;
  override readonly field = 'learnedOn';
}

/** It was asked already, and nobody has decided. */
export class AskedAlready extends Refusal {
  readonly code = 'attendance.asked-already';
  readonly kind = 'conflict' as const;
}

/** Nobody decides about the own question. */
export class OwnExemption extends Refusal {
  readonly code = 'attendance.own-exemption';
  readonly kind = 'forbidden' as const;
}

/** Somebody decided meanwhile, or it was withdrawn. */
export class NoLongerAsked extends Refusal {
  readonly code = 'attendance.no-longer-asked';
  readonly kind = 'conflict' as const;
}

/** Who is refused hears why. */
export class RefusedWithoutWhy extends Refusal {
  readonly code = 'attendance.refused-without-why';
  readonly kind = 'invalid' as const;
  override readonly field = 'decision';
}

/** More time, or a waiver, ends on a day to come. */
export class UntilPast extends Refusal {
  readonly code = 'attendance.until-past';
  readonly kind = 'invalid' as const;
  override readonly field = 'until';
}

/** More time, or a waiver, is for some years at most. */
export class UntilTooFar extends Refusal {
  readonly code = 'attendance.until-too-far';
  readonly kind = 'invalid' as const;
  override readonly field = 'until';
}
