import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  ValidateIf,
} from 'class-validator';

import { IsDay, PageQuery, VisibleText } from '@academie/platform';

import type { Grant } from '../access/actor';
import { IsPersonName } from './is-person-name';
import { ORGANISATION_KINDS, type OrganisationKind } from '../directory/organisation.entity';

/** The form on /inloggen. */
export class SignInForm {
  @VisibleText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(254)
  email!: string;

  /** As typed; a longer one than anybody has would only keep the hash busy. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  password!: string;

  /** "ja" when this device stays signed in. */
  @IsOptional()
  @IsIn(['ja'])
  stays?: 'ja';

  /** Page of our own to go to afterwards. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  next?: string;
}

/** The form on /uitnodiging/:token. */
export class AcceptInvitationForm {
  @IsPersonName()
  givenName!: string;

  @IsPersonName()
  familyName!: string;

  /** As typed, blanks too. */
  @IsString()
  @Length(12, 200)
  password!: string;
}

/** The form that gives somebody a role. */
export class GrantForm {
  @IsIn(['coordinator', 'trainer', 'theme_lead', 'administrator', 'auditor'])
  role!: Grant['role'];

  /** Organisation of a coordinator or theme of a theme lead; empty for the other roles. */
  @IsOptional()
  @IsString()
  @MaxLength(36)
  scopeId?: string;

  /** First day on which it holds; empty for today. */
  @ValidateIf((_: unknown, value: unknown) => value !== undefined && value !== '')
  @IsDay()
  from?: string;

  /** Last day on which it holds; empty for no end. */
  @ValidateIf((_: unknown, value: unknown) => value !== undefined && value !== '')
  @IsDay()
  endsOn?: string;
}

/** Query of GET /organisations. */
export class OrganisationsQuery extends PageQuery {
  /** Only organisations of this kind. */
  @ApiPropertyOptional({ enum: ORGANISATION_KINDS })
  @IsOptional()
  @IsIn(ORGANISATION_KINDS)
  kind?: OrganisationKind;

  /** Also those that no longer exist, such as merged municipalities. */
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false' })
  @IsOptional()
  @IsIn(['true', 'false'])
  includeEnded?: 'true' | 'false';
}

/** A partner of NHVeilig. */
export class OrganisationResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Stable word', example: 'alkmaar' })
  code!: string;

  @ApiProperty({ example: 'Gemeente Alkmaar' })
  name!: string;

  @ApiProperty({ example: 'Alkmaar' })
  shortName!: string;

  @ApiProperty({ enum: ORGANISATION_KINDS })
  kind!: OrganisationKind;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of Statistics Netherlands; municipalities only',
  })
  cbsCode!: string | null;

  @ApiProperty({ type: String, nullable: true })
  safetyRegion!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  validFrom!: string | null;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'First day on which it no longer exists',
  })
  validTo!: string | null;
}

export class OrganisationPage {
  @ApiProperty({ type: [OrganisationResponse] })
  items!: OrganisationResponse[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `after` for the next page; null on the last',
  })
  next!: string | null;
}
