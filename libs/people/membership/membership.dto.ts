import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';

import { IsAddress, IsDay, Trimmed } from '@academie/platform';

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

/** From which day on it is so; empty for today. */
class FromDay extends FunctionsForm {
  @ValidateIf((_: unknown, value: unknown) => value !== undefined && value !== '')
  @IsDay()
  from?: string;
}

/** Other functions in a job, from some day on. */
export class ChangeFunctionsForm extends FromDay {}

/** The last day of a job; empty when it ended before today. */
export class EndForm {
  @ValidateIf((_: unknown, value: unknown) => value !== undefined && value !== '')
  @IsDay()
  lastDay?: string;
}

/** Somebody to add. */
export class AddMemberForm extends FromDay {
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
export class MoveForm extends FromDay {
  @IsUUID()
  organisationId!: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  remark?: string;
}
