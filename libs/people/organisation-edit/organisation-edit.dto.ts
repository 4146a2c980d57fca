import {
  IsIn,
  IsNotEmpty,
  IsString,
  Length,
  MaxLength,
  ValidateBy,
  ValidateIf,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { ORGANISATION_KINDS, type OrganisationKind } from '../directory/organisation.entity';

const given = (_: unknown, value: unknown): boolean => value !== undefined && value !== '';

/** Four digits; a field and a list say so in words of their own. */
const IsCbsCode = (): PropertyDecorator =>
  ValidateBy({
    name: 'people.cbs-code-wrong',
    validator: {
      validate: (value) => typeof value === 'string' && /^\d{4}$/.test(value),
      defaultMessage: () => 'four digits',
    },
  });

/** What an administrator sets of an organisation. */
export class OrganisationForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  name!: string;

  /** As lists show it: "Alkmaar". */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  shortName!: string;

  /** Cannot be changed later: figures of the past count by it. */
  @IsIn(ORGANISATION_KINDS)
  kind!: OrganisationKind;

  /** Four digits of Statistics Netherlands; a municipality needs it. */
  @ValidateIf(given)
  @Trimmed()
  @IsCbsCode()
  cbsCode?: string;

  /** A municipality needs it. */
  @ValidateIf(given)
  @Trimmed()
  @IsString()
  @MaxLength(60)
  safetyRegion?: string;

  /** Mail domains, one a line; the first is the organisation's own. */
  @Trimmed()
  @IsString()
  @MaxLength(2000)
  domains!: string;
}

/** A function that people can have. */
export class FunctionForm {
  @Trimmed()
  @IsString()
  @Length(2, 80)
  name!: string;
}
