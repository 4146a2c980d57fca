import {
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';

import { IsAddress, Trimmed, VisibleText } from '@academie/platform';

import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../password/password-rules';

/** Letters and what stands between them in a name; no address of a page, since a name comes into mails. */
const NAME = /^(?!.*\.\p{L})[\p{L}\p{M}'’. -]+$/u;

/** The form on /account-maken. */
export class StartForm {
  @IsAddress()
  email!: string;
}

class OwnName {
  @VisibleText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  @Matches(NAME)
  givenName!: string;

  /** With its prefix: "van der Berg". */
  @VisibleText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  @Matches(NAME)
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
