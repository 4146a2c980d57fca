import { Refusal } from '@academie/platform';

/** Two closed groups with one name could not be told apart. */
export class GroupNameTaken extends Refusal {
  readonly code = 'people.group-name-taken';
  readonly kind = 'conflict' as const;
  override readonly field = 'name';
}

/** No person has this address. */
export class AddressUnknown extends Refusal {
  readonly code = 'people.address-unknown';
  readonly kind = 'invalid' as const;
  override readonly field = 'email';
}
