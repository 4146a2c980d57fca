import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { COURSE_KINDS, COURSE_STATUSES, type CourseKind, type CourseStatus } from './course.entity';
import { type Mode, MODES } from './course.entity';
import { AudienceResponse } from './audience.dto';
import { CoursePictureResponse } from './course-picture.dto';
import { CourseCertificateFields } from './course-certificate.dto';
import { Omittable } from './omittable';

/** A course as it is made. */
export class CourseRequest extends CourseCertificateFields {
  @ApiProperty({ maxLength: 200 })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title!: string;

  @ApiProperty({ maxLength: 500, description: 'One or two sentences for the card' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  summary!: string;

  @ApiPropertyOptional({
    maxLength: 20_000,
    description: 'Plain text: an empty line parts blocks, "- " begins a bullet',
  })
  @Omittable()
  @Trimmed()
  @IsString()
  @MaxLength(20_000)
  description?: string;

  @ApiProperty({ enum: COURSE_KINDS })
  @IsIn(COURSE_KINDS)
  kind!: CourseKind;

  @ApiProperty({ enum: MODES })
  @IsIn(MODES)
  mode!: Mode;

  @ApiProperty({
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: 10,
    description: 'Ids of themes; a theme lead chooses own ones',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  themeIds!: string[];

  @ApiPropertyOptional({ type: [String], maxItems: 50, description: 'Codes of labels' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  tags?: string[];

  @ApiPropertyOptional({
    type: [String],
    maxItems: 50,
    description: 'Codes of functions it is meant for; empty is everybody',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  audiences?: string[];

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100_000,
    nullable: true,
    description: 'Length of one run in minutes',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  durationMinutes?: number | null;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 100,
    description: 'Percentage of the sessions that must be attended to complete it',
  })
  @Omittable()
  @IsInt()
  @Min(1)
  @Max(100)
  minAttendancePercent?: number;

  @ApiPropertyOptional({
    default: false,
    description: 'Whether a session attended in part counts as attended',
  })
  @Omittable()
  @IsBoolean()
  partialCounts?: boolean;

  @ApiPropertyOptional({
    type: String,
    format: 'uri',
    maxLength: 500,
    nullable: true,
    description: 'Where an e-learning of somebody else is found; https only',
  })
  @IsOptional()
  @Trimmed()
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  externalUrl?: string | null;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Organisation that gives it',
  })
  @IsOptional()
  @IsUUID()
  providerId?: string | null;

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: 10,
    description: 'Courses that somebody must have completed before enrolling in this one',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  prerequisiteIds?: string[];
}

/** What changes of a course; what is left out stays as it is. */
export class CourseChange extends PartialType(CourseRequest, { skipNullProperties: false }) {}

/** A course as it is stored. */
export class CourseResponse extends AudienceResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Its address: /aanbod/{slug}' })
  slug!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  summary!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ enum: COURSE_KINDS })
  kind!: CourseKind;

  @ApiProperty({ enum: MODES })
  mode!: Mode;

  @ApiProperty({ type: [String], format: 'uuid' })
  themeIds!: string[];

  @ApiProperty({ type: [String] })
  tags!: string[];

  @ApiProperty({ type: [String] })
  audiences!: string[];

  @ApiProperty({ type: 'integer', nullable: true })
  durationMinutes!: number | null;

  @ApiProperty({ type: 'integer' })
  minAttendancePercent!: number;

  @ApiProperty()
  partialCounts!: boolean;

  @ApiProperty({ type: 'integer', nullable: true })
  certificateValidMonths!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  certificateMinutes!: number | null;

  @ApiProperty({ type: String, nullable: true })
  certificateSignatory!: string | null;

  @ApiProperty({ type: 'number', nullable: true })
  pePoints!: number | null;

  @ApiProperty({ type: String, nullable: true })
  accreditation!: string | null;

  @ApiProperty({ type: String, format: 'uri', nullable: true })
  externalUrl!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  providerId!: string | null;

  @ApiProperty({
    type: [String],
    format: 'uuid',
    description: 'Courses that must be completed before',
  })
  prerequisiteIds!: string[];

  @ApiProperty({ type: CoursePictureResponse, nullable: true })
  picture!: CoursePictureResponse | null;

  @ApiProperty({ enum: COURSE_STATUSES })
  status!: CourseStatus;

  @ApiProperty({ type: 'integer', description: 'Raised by every change; the ETag' })
  version!: number;
}
