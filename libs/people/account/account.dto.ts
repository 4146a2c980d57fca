import { IsNotEmpty, IsString, Length, MaxLength } from 'class-validator';

import { IsAddress } from '@academie/platform';

import { IsPersonName } from '../person/is-person-name';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../password/password-rules';

/** The own name. */
export class OwnNameForm {
  @IsPersonName()
  givenName!: string;

  /** With its prefix: "van der Berg". */
  @IsPersonName()
  familyName!: string;
}

/** Another password, and the one of now. As typed, blanks too. */
export class ChangePasswordForm {
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_PASSWORD)
  currentPassword!: string;

  @IsString()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  password!: string;
}

/** One more address. */
export class AddAddressForm {
  @IsAddress()
  email!: string;
}

/** One of the own addresses. */
export class OwnAddressForm {
  @IsAddress()
  address!: string;
}
