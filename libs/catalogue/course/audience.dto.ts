import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsUUID } from 'class-validator';

import { ORGANISATION_KINDS, type OrganisationKind } from '@academie/people';

import { type Admission, ADMISSIONS } from './course.entity';
import { Omittable } from './omittable';

/** For whom a course or offering is, besides functions, and whether others come in or know of it. */
export class AudienceFields {
  @ApiPropertyOptional({
    enum: ADMISSIONS,
    default: 'open',
    description:
      'Who comes in: everybody, those of the audience, or only who is invited by name. An offering is ' +
      'never more open than its course',
  })
  @Omittable()
  @IsIn(ADMISSIONS)
  admission?: Admission;

  @ApiPropertyOptional({
    default: false,
    description: 'Whether it is hidden from all who have no part in it and are not admitted',
  })
  @Omittable()
  @IsBoolean()
  confidential?: boolean;

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: 200,
    description: 'Ids of organisations of the audience',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  audienceOrganisationIds?: string[];

  @ApiPropertyOptional({
    enum: ORGANISATION_KINDS,
    isArray: true,
    maxItems: 20,
    description: 'Kinds of organisation of the audience',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsIn(ORGANISATION_KINDS, { each: true })
  audienceOrganisationKinds?: OrganisationKind[];

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: 50,
    description:
      'Ids of closed groups of the audience; their members belong whatever their work is',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  audienceGroupIds?: string[];
}

/** For whom it is, as the API tells it. */
export class AudienceResponse {
  @ApiProperty({ enum: ADMISSIONS, description: 'Who comes in' })
  admission!: Admission;

  @ApiProperty({ description: 'Hidden from all who have no part in it and are not admitted' })
  confidential!: boolean;

  @ApiProperty({ type: [String], format: 'uuid' })
  audienceOrganisationIds!: string[];

  @ApiProperty({ enum: ORGANISATION_KINDS, isArray: true })
  audienceOrganisationKinds!: OrganisationKind[];

  @ApiProperty({ type: [String], format: 'uuid' })
  audienceGroupIds!: string[];
}
