import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

import { IsAddress, Trimmed } from '@academie/platform';

import { IsPersonName } from '../person/is-person-name';
/** Checkboxes: none, one or several of the same name. */
export const AsList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined ? [] : [value].flat()));

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
  @IsPersonName()
  givenName!: string;

  /** With its prefix: "van der Berg". */
  @IsPersonName()
  familyName!: string;

  @IsAddress()
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
