import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { COURSE_STATUSES, type CourseStatus } from '../course/course.entity';
import { Omittable } from '../course/omittable';

export const MOST_STEPS = 20;
export const MOST_CHOICES = 12;

/** A step of a programme: one course, or so many of several. */
export class ProgrammeStepFields {
  @ApiPropertyOptional({
    maxLength: 200,
    description: 'Left out: as its only course is called',
  })
  @Omittable()
  @Trimmed()
  @IsString()
  @MaxLength(200)
  title?: string;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    maximum: MOST_CHOICES,
    description: 'How many of its courses have to be completed',
  })
  @IsInt()
  @Min(1)
  @Max(MOST_CHOICES)
  choose!: number;

  @ApiProperty({
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: MOST_CHOICES,
    description: 'Courses to choose from; a course is in one step only',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CHOICES)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  courseIds!: string[];
}

/** A programme as it is made. */
export class ProgrammeRequest {
  @ApiProperty({ maxLength: 200 })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title!: string;

  @ApiProperty({ maxLength: 500, description: 'One or two sentences' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  summary!: string;

  @ApiPropertyOptional({ maxLength: 20_000, description: 'Plain text, as that of a course' })
  @Omittable()
  @Trimmed()
  @IsString()
  @MaxLength(20_000)
  description?: string;

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

  @ApiPropertyOptional({ default: false, description: 'A step comes after the one before it' })
  @Omittable()
  @IsBoolean()
  inOrder?: boolean;

  @ApiPropertyOptional({
    type: String,
    maxLength: 120,
    nullable: true,
    description: 'Who signs its certificate: name and function; null is nobody',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  certificateSignatory?: string | null;

  @ApiProperty({ type: [ProgrammeStepFields], maxItems: MOST_STEPS, description: 'In order' })
  @IsArray()
  @ArrayMaxSize(MOST_STEPS)
  @ValidateNested({ each: true })
  @Type(() => ProgrammeStepFields)
  steps!: ProgrammeStepFields[];
}

export class ProgrammeChange extends PartialType(ProgrammeRequest) {}

export class ProgrammeCourseResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  slug!: string;

  @ApiProperty()
  title!: string;
}

export class ProgrammeStepResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Empty: as its only course is called' })
  title!: string;

  @ApiProperty({ type: 'integer', description: 'How many of its courses have to be completed' })
  choose!: number;

  @ApiProperty({ type: [ProgrammeCourseResponse] })
  courses!: ProgrammeCourseResponse[];
}

export class ProgrammeResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Its address below /leergangen' })
  slug!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  summary!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ type: [String], format: 'uuid' })
  themeIds!: string[];

  @ApiProperty({ type: [String] })
  tags!: string[];

  @ApiProperty({ type: [String] })
  audiences!: string[];

  @ApiProperty()
  inOrder!: boolean;

  @ApiProperty({ type: String, nullable: true })
  certificateSignatory!: string | null;

  @ApiProperty({ enum: COURSE_STATUSES })
  status!: CourseStatus;

  @ApiProperty({ type: [ProgrammeStepResponse], description: 'In order' })
  steps!: ProgrammeStepResponse[];

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class ProgrammePageResponse {
  @ApiProperty({ type: [ProgrammeResponse] })
  items!: ProgrammeResponse[];

  @ApiProperty({ type: String, nullable: true, description: 'Null: there is one page' })
  next!: null;
}
