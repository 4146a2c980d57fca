import { IsEmail, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

import { GrantForm } from '../person/people.dto';

/** A role for somebody known by an address. */
export class GrantByAddressForm extends GrantForm {
  @Trimmed()
  @IsEmail()
  @MaxLength(254)
  email!: string;
}
