import { Refusal } from '@academie/platform';

/** The passkey is unknown here, or what it signed is not what was asked. */
export class PasskeyRefused extends Refusal {
  readonly code = 'people.passkey-refused';
  readonly kind = 'invalid' as const;
}

/** Somebody has as many passkeys as anybody oversees. */
export class TooManyPasskeys extends Refusal {
  readonly code = 'people.too-many-passkeys';
  readonly kind = 'conflict' as const;

  constructor(override readonly params: { most: number }) {
    super(params);
  }
}
