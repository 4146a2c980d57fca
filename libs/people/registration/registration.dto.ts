import { IsNotEmpty, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';

import { IsAddress, Trimmed } from '@academie/platform';

import { IsPersonName } from '../person/is-person-name';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../password/password-rules';

/** The form on /account-maken. */
export class StartForm {
  @IsAddress()
  email!: string;

  /** Where the reader came from, as a path of our own. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  next?: string;
}

class OwnName {
  @IsPersonName()
  givenName!: string;

  /** With its prefix: "van der Berg". */
  @IsPersonName()
  familyName!: string;
}

/** An account at an organisation whose mail domain the address has. */
export class RegistrationForm extends OwnName {
  /** Which, when several have that domain. */
  @IsOptional()
  @IsUUID()
  organisationId?: string;

  /** As typed, blanks too. */
  @IsString()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  password!: string;
}

/** A request to the coordinator of an organisation. */
export class AccountRequestForm extends OwnName {
  @IsUUID()
  organisationId!: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  remark?: string;
}

/** Why a request is refused; the person reads it. */
export class RefusalForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
