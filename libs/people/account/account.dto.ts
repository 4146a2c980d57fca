import { IsNotEmpty, IsString, Length, MaxLength } from 'class-validator';

import { IsAddress, VisibleText } from '@academie/platform';

import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../password/password-rules';

/** The own name. */
export class OwnNameForm {
  @VisibleText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  givenName!: string;

  /** With its prefix: "van der Berg". */
  @VisibleText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
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

/** One more address, and the password of now. */
export class AddAddressForm {
  @IsAddress()
  email!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_PASSWORD)
  currentPassword!: string;
}

/** One of the own addresses. */
export class OwnAddressForm {
  @IsAddress()
  address!: string;
}
