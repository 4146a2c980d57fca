import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
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
  ValidateNested,
} from 'class-validator';

import { IsDay, IsInstant, Trimmed } from '@academie/platform';

import { Omittable } from '../course/omittable';
import { type Mode, MODES } from '../course/course.entity';
import { CHECK_INS, type CheckIn } from './offering.entity';
import { SeatOptions } from './offering-options.dto';

const INSTANT = { type: String, format: 'date-time' } as const;

/** One session of an offering as it is made or changed. */
export class SessionRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'The session that changes; new without' })
  @Omittable()
  @IsUUID()
  id?: string;

  @ApiPropertyOptional({ maxLength: 200 })
  @Omittable()
  @Trimmed()
  @IsString()
  @MaxLength(200)
  title?: string;

  @ApiProperty(INSTANT)
  @IsInstant()
  startsAt!: string;

  @ApiProperty(INSTANT)
  @IsInstant()
  endsAt!: string;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @IsOptional()
  @IsUUID()
  locationId?: string | null;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'A room of that location',
  })
  @IsOptional()
  @IsUUID()
  roomId?: string | null;

  @ApiPropertyOptional({
    type: String,
    format: 'uri',
    maxLength: 500,
    nullable: true,
    description: 'Link of the meeting, https only; those who take part see it',
  })
  @IsOptional()
  @Trimmed()
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  onlineUrl?: string | null;
}

/** What of an offering can be changed. */
export class OfferingFields extends SeatOptions {
  @ApiProperty({ enum: MODES })
  @IsIn(MODES)
  mode!: Mode;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100_000 })
  @IsInt()
  @Min(1)
  @Max(100_000)
  capacity!: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 100_000,
    default: 0,
    description: 'Fewer than this and it is not given',
  })
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(100_000)
  minimum?: number;

  @ApiPropertyOptional({ ...INSTANT, nullable: true, description: 'Null: as soon as published' })
  @IsOptional()
  @IsInstant()
  enrolOpensAt?: string | null;

  @ApiPropertyOptional({ ...INSTANT, nullable: true, description: 'Null: at the first start' })
  @IsOptional()
  @IsInstant()
  enrolClosesAt?: string | null;

  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  @IsOptional()
  @IsUUID()
  organiserId?: string | null;

  @ApiPropertyOptional({ type: [String], maxItems: 50, description: 'Codes of functions' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  audiences?: string[];

  @ApiPropertyOptional({
    type: [String],
    maxItems: 50,
    description: 'Codes of labels, on top of those of the course',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  tags?: string[];

  @ApiPropertyOptional({ maxLength: 1000, description: 'Practical words for participants' })
  @Omittable()
  @Trimmed()
  @IsString()
  @MaxLength(1000)
  note?: string;

  @ApiPropertyOptional({
    enum: CHECK_INS,
    isArray: true,
    maxItems: 2,
    default: [],
    description:
      'How people may check in besides being marked by the trainer: `self` at a code on the screen, ' +
      '`ticket` by a code of their own',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(2)
  @ArrayUnique()
  @IsIn(CHECK_INS, { each: true })
  checkIn?: CheckIn[];

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: 20,
    description: 'People with the role of trainer',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  trainerIds?: string[];

  @ApiPropertyOptional({
    type: [SessionRequest],
    maxItems: 50,
    description: 'All of them: a session that is left out is cancelled',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SessionRequest)
  sessions?: SessionRequest[];
}

/** An offering as it is made. */
export class OfferingRequest extends OfferingFields {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  courseId!: string;
}

/** What changes of an offering; what is left out stays as it is. */
export class OfferingChange extends PartialType(OfferingFields, { skipNullProperties: false }) {}

/** New dates for what an offering holds. */
export class CopiesRequest {
  @ApiProperty({
    type: [String],
    format: 'date',
    minItems: 1,
    maxItems: 20,
    description: 'First days in Amsterdam; the other sessions keep their distance',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsDay({ each: true })
  startOn!: string[];
}

/** How it is published. */
export class PublicationRequest {
  @ApiPropertyOptional({
    default: false,
    description: 'Publish on location without a place: people read that it follows',
  })
  @IsOptional()
  @IsBoolean()
  placeFollows?: boolean;
}

/** Why it is not given. */
export class CancellationRequest {
  @ApiProperty({ maxLength: 500, description: 'Those enrolled get to read it' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
