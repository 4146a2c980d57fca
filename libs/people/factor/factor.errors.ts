import { Refusal } from '@academie/platform';

/** The code is wrong, used before or too old. */
export class CodeWrong extends Refusal {
  readonly code = 'people.code-wrong';
  readonly kind = 'invalid' as const;
  override readonly field = 'code';
}

/** Signing in waited too long for its second step, or too many codes were wrong. */
export class StepGone extends Refusal {
  readonly code = 'people.step-gone';
  readonly kind = 'unauthenticated' as const;
}

/** A role of this person asks a factor, so the last one stays until there is another. */
export class LastFactor extends Refusal {
  readonly code = 'people.last-factor';
  readonly kind = 'conflict' as const;
}

/** There is no factor to take away. */
export class NoFactor extends Refusal {
  readonly code = 'people.no-factor';
  readonly kind = 'conflict' as const;
}
