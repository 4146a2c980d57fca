import { IsString, Length } from 'class-validator';

import { IsAddress } from '@academie/platform';

import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../password/password-rules';

/** The form on /wachtwoord-vergeten. */
export class ForgottenForm {
  @IsAddress()
  email!: string;
}

/** A new password, as typed, blanks too. */
export class NewPasswordForm {
  @IsString()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  password!: string;
}
