import { IsAddress } from '@academie/platform';

import { GrantForm } from '../person/people.dto';

/** A role for somebody known by an address. */
export class GrantByAddressForm extends GrantForm {
  @IsAddress()
  email!: string;
}
