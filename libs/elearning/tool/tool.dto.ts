import { IsBoolean, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Transform } from 'class-transformer';

import { Trimmed } from '@academie/platform';

const Ticked = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => value === 'ja' || value === true);

/** An address without a fragment or spaces. */
const ADDRESS = /^https?:\/\/[^\s#]+$/;

/** What an administrator fills in of a tool. */
export class ToolForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name!: string;

  @Trimmed()
  @IsString()
  @MaxLength(500)
  @Matches(ADDRESS)
  loginUrl!: string;

  @Trimmed()
  @IsString()
  @MaxLength(500)
  @Matches(ADDRESS)
  launchUrl!: string;

  /** One a line. */
  @Trimmed()
  @IsString()
  @MaxLength(5000)
  @Matches(/^https?:\/\/\S+(?:\s+https?:\/\/\S+){0,19}$/)
  redirectUrls!: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  @Matches(/^(?:https?:\/\/[^\s#]+)?$/)
  chooseUrl?: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  @Matches(/^(?:https?:\/\/[^\s#]+)?$/)
  keysUrl?: string;

  /** PEM, a JWK or a JWKS. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(20_000)
  publicKey?: string;

  @Ticked()
  @IsBoolean()
  givesScores = false;

  @Ticked()
  @IsBoolean()
  needsName = false;

  @Ticked()
  @IsBoolean()
  needsAddress = false;

  @Ticked()
  @IsBoolean()
  inPage = false;
}
