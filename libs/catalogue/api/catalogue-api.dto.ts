import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

import { IsInstant, PageQuery, Trimmed } from '@academie/platform';

import { CourseResponse } from '../course/course.dto';
import { COURSE_KINDS, type CourseKind, type Mode, MODES } from '../course/course.entity';
import {
  CHECK_INS,
  type CheckIn,
  OFFERING_STATUSES,
  type OfferingStatus,
} from '../offering/offering.entity';
import { SeatOptionsResponse } from '../offering/offering-options.dto';

const INSTANT = { type: String, format: 'date-time' } as const;
const NEXT = {
  type: String,
  nullable: true,
  description: 'Pass as `after` for the next page; null on the last',
} as const;

/** What a list of courses or offerings is narrowed down to. */
export class CatalogueQuery extends PageQuery {
  @ApiPropertyOptional({
    maxLength: 100,
    description: 'Slug of a theme; a parent includes its own',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  theme?: string;

  @ApiPropertyOptional({ ...INSTANT, description: 'Offerings that start at or after this instant' })
  @IsOptional()
  @IsInstant()
  from?: string;

  @ApiPropertyOptional({ ...INSTANT, description: 'Offerings that start before this instant' })
  @IsOptional()
  @IsInstant()
  until?: string;

  @ApiPropertyOptional({
    maxLength: 100,
    description: 'Code of the municipality in which a session is held',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  municipality?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only with a seat to be had now' })
  @IsOptional()
  @IsIn(['true', 'false'])
  placesLeft?: 'true' | 'false';

  @ApiPropertyOptional({ enum: MODES })
  @IsOptional()
  @IsIn(MODES)
  mode?: Mode;
}

export class CoursesQuery extends CatalogueQuery {
  @ApiPropertyOptional({
    maxLength: 200,
    description: 'Search words: Dutch word stems, and titles in spite of a typo',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ enum: COURSE_KINDS })
  @IsOptional()
  @IsIn(COURSE_KINDS)
  kind?: CourseKind;
}

export class OfferingsQuery extends CatalogueQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  courseId?: string;
}

export class CoursePageResponse {
  @ApiProperty({ type: [CourseResponse] })
  items!: CourseResponse[];

  @ApiProperty(NEXT)
  next!: string | null;
}

export class RoomResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'integer', description: 'For how many people it is' })
  capacity!: number;
}

export class LocationResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  address!: string;

  @ApiProperty({ description: 'Code of the municipality' })
  municipality!: string;

  @ApiProperty({ description: 'How to get there' })
  route!: string;

  @ApiProperty({ description: 'Lift, wheelchair, induction loop' })
  accessibility!: string;

  @ApiProperty({ type: RoomResponse, nullable: true })
  room!: RoomResponse | null;
}

export class SessionResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  offeringId!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty(INSTANT)
  startsAt!: string;

  @ApiProperty(INSTANT)
  endsAt!: string;

  @ApiProperty({ description: 'IANA name of the zone it is planned in' })
  zone!: string;

  @ApiProperty({ type: LocationResponse, nullable: true })
  location!: LocationResponse | null;

  @ApiProperty({ description: 'Whether it can be followed through a link' })
  online!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The link; null for those who do not manage the offering',
  })
  onlineUrl!: string | null;

  @ApiProperty({ enum: ['planned', 'cancelled'] })
  status!: 'planned' | 'cancelled';

  @ApiProperty({ type: 'integer', description: 'Raised when time or place changes (RFC 5545)' })
  sequence!: number;
}

/** An offering as the API tells it. */
export class OfferingResponse extends SeatOptionsResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  courseId!: string;

  @ApiProperty({ description: 'The page is /aanbod/{courseSlug}' })
  courseSlug!: string;

  @ApiProperty()
  courseTitle!: string;

  @ApiProperty({ enum: OFFERING_STATUSES })
  status!: OfferingStatus;

  @ApiProperty({ enum: MODES })
  mode!: Mode;

  @ApiProperty({ type: 'integer' })
  capacity!: number;

  @ApiProperty({ type: 'integer' })
  minimum!: number;

  @ApiProperty({ type: 'integer' })
  seatsTaken!: number;

  @ApiProperty({ type: 'integer', description: 'Seats given on top of the capacity' })
  overbooked!: number;

  @ApiProperty({ type: 'integer' })
  waitingCount!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Seats somebody new can get; none while others wait',
  })
  placesLeft!: number;

  @ApiProperty({ ...INSTANT, nullable: true })
  enrolOpensAt!: string | null;

  @ApiProperty({ ...INSTANT, nullable: true })
  enrolClosesAt!: string | null;

  @ApiProperty({ ...INSTANT, nullable: true, description: 'Null when self-paced' })
  startsAt!: string | null;

  @ApiProperty({ ...INSTANT, nullable: true })
  endsAt!: string | null;

  @ApiProperty({ type: [String] })
  audiences!: string[];

  @ApiProperty({ type: [String] })
  tags!: string[];

  @ApiProperty()
  note!: string;

  @ApiProperty({ enum: CHECK_INS, isArray: true, description: 'Besides being marked' })
  checkIn!: CheckIn[];

  @ApiProperty({ type: String, nullable: true })
  cancelReason!: string | null;

  @ApiProperty({ type: 'integer', description: 'Raised by every change; the ETag' })
  version!: number;

  @ApiProperty({ type: [SessionResponse] })
  sessions!: SessionResponse[];

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    description: 'Only for those who manage it',
  })
  trainerIds?: string[];

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Only for those who manage it',
  })
  organiserId?: string | null;
}

export class OfferingPageResponse {
  @ApiProperty({ type: [OfferingResponse] })
  items!: OfferingResponse[];

  @ApiProperty(NEXT)
  next!: string | null;
}

export class CopiesResponse {
  @ApiProperty({ type: [OfferingResponse], description: 'In the order of the days' })
  items!: OfferingResponse[];
}

export class ThemeResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  slug!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  parentId!: string | null;
}

export class ThemePageResponse {
  @ApiProperty({ type: [ThemeResponse] })
  items!: ThemeResponse[];

  @ApiProperty(NEXT)
  next!: string | null;
}
