import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

import { IsAddress, IsDay, PageQuery } from '@academie/platform';

import { IsPersonName } from '../person/is-person-name';
import type { MemberDetail } from './membership.queries';

/** Query of GET /memberships. */
export class MembershipsQuery extends PageQuery {
  /** Only of this organisation. */
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  organisationId?: string;
}

/** What somebody does, and from which day on. */
export class FunctionsRequest {
  @ApiProperty({ type: [String], description: 'Codes of functions', example: ['jurist'] })
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  functions!: string[];

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: 'First day on which it is so; today when left out, at most two years ahead',
  })
  @IsOptional()
  @IsDay()
  from?: string;
}

/** Body of POST /memberships. */
export class MembershipRequest extends FunctionsRequest {
  @ApiProperty({ maxLength: 100 })
  @IsPersonName()
  givenName!: string;

  @ApiProperty({ maxLength: 100, description: 'With its prefix: "ter Braak"' })
  @IsPersonName()
  familyName!: string;

  @ApiProperty({ format: 'email' })
  @IsAddress()
  email!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organisationId!: string;
}

/** Body of POST /memberships/{id}/move. */
export class MoveRequest extends FunctionsRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organisationId!: string;
}

/** Body of POST /memberships/{id}/ending. */
export class EndRequest {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: 'Last day of the job; when left out it ended before today',
  })
  @IsOptional()
  @IsDay()
  lastDay?: string;
}

/** A job that goes on. */
export class MembershipResponse {
  static of(row: MemberDetail): MembershipResponse {
    const { id, personId, givenName, familyName, email, organisationId, organisation } = row;
    return {
      ...{ id, personId, givenName, familyName, email, organisationId, organisation },
      functions: row.functionCodes,
      validFrom: row.validFrom,
    };
  }

  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty()
  givenName!: string;

  @ApiProperty()
  familyName!: string;

  @ApiProperty({ type: String, format: 'email', nullable: true })
  email!: string | null;

  @ApiProperty({ format: 'uuid' })
  organisationId!: string;

  @ApiProperty()
  organisation!: string;

  @ApiProperty({ type: [String], description: 'Codes' })
  functions!: string[];

  @ApiProperty({ format: 'date' })
  validFrom!: string;
}

export class MembershipPage {
  @ApiProperty({ type: [MembershipResponse] })
  items!: MembershipResponse[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `after` for the next page; null on the last',
  })
  next!: string | null;
}
