import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { Transform } from 'class-transformer';

import { Trimmed } from '@academie/platform';

import { AsList } from '../membership/membership.dto';

const Ticked = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => value === 'ja' || value === true);

/** What an administrator fills in of a sign-in service. */
export class ProviderForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  name!: string;

  /** As the service calls itself in its tokens. */
  @Trimmed()
  @IsString()
  @MaxLength(500)
  @Matches(/^https?:\/\/[^\s?#]+$/)
  issuer!: string;

  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  clientId!: string;

  /** Empty keeps the one there is. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  secret?: string;

  /** What is asked of the service, beside `openid`. */
  @Trimmed()
  @IsString()
  @MaxLength(300)
  @Matches(/^[\x21\x23-\x5b\x5d-\x7e ]*$/)
  scope!: string;

  @Ticked()
  @IsBoolean()
  trustsAddresses = false;

  @Ticked()
  @IsBoolean()
  endsSession = false;

  /** Whose people it speaks for. */
  @AsList()
  @IsArray()
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  organisationIds: string[] = [];
}

/** What one value of a claim means. */
export class RuleForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  claim!: string;

  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  value!: string;

  /** `organisation:<id>` or `function:<code>`. */
  @IsString()
  @Matches(/^(?:organisation:[0-9a-f-]{36}|function:[a-z0-9-]{1,80})$/)
  meaning!: string;
}
