import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsEmail,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

/** Checkboxes: none, one or several of the same name. */
export const AsList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined ? [] : [value].flat()));

/** Letters and what stands between them in a name; no address of a page, since a name comes into mails. */
const NAME = /^(?!.*\.\p{L})[\p{L}\p{M}'’. -]+$/u;

/** What somebody does at an organisation. */
export class FunctionsForm {
  /** Codes. */
  @AsList()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  functions: string[] = [];
}

/** Somebody to add. */
export class AddMemberForm extends FunctionsForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  @Matches(NAME)
  givenName!: string;

  /** With its prefix: "van der Berg". */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  @Matches(NAME)
  familyName!: string;

  @Trimmed()
  @IsEmail()
  @MaxLength(254)
  email!: string;

  @IsUUID()
  organisationId!: string;
}

/** Another organisation, and what somebody does there. */
export class MoveForm extends FunctionsForm {
  @IsUUID()
  organisationId!: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  remark?: string;
}
