import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';

import { PageQuery, Trimmed } from '@academie/platform';

import type { EnrolmentRow } from './enrolment.queries';
import type { EnrolmentStatus } from './enrolment.service';
import {
  CANCELLED_BY,
  type CancelledBy,
  ENROLMENT_SOURCES,
  ENROLMENT_STATES,
  type EnrolmentSource,
  type EnrolmentState,
  type Outcome,
  OUTCOMES,
} from './enrolment-state';

const MAX_REASON = 500;

/** Body of POST offerings/{id}/enrolments. */
export class EnrolRequest {
  /** Who is to take part; oneself when left out. */
  @ApiPropertyOptional({ format: 'uuid', description: 'Whom to enrol; oneself when left out' })
  @IsOptional()
  @IsUUID('all')
  personId?: string;

  /** For which organisation the person comes, of those that person works for. */
  @ApiPropertyOptional({
    format: 'uuid',
    description:
      'For which organisation, for who works for several; left out: the main one. A coordinator always enrols ' +
      'for the own organisation',
  })
  @IsOptional()
  @IsUUID('all')
  organisationId?: string;

  /** To the questions of the offering, in their order; an empty text where there is no answer. */
  @ApiPropertyOptional({
    type: [String],
    maxItems: 5,
    description: 'Answers to the questions of the offering, in their order',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5)
  @IsString({ each: true })
  @MaxLength(MAX_REASON, { each: true })
  answers?: string[];
}

/** Body of PUT enrolments/{id}/organisation, and the form that asks for it. */
export class WorkplaceRequest {
  @ApiProperty({ format: 'uuid', description: 'One of the organisations the person works for' })
  @IsUUID('all')
  organisationId!: string;

  @ApiPropertyOptional({
    maxLength: MAX_REASON,
    description: 'Needed once it was said before, or the offering is over; no names',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(MAX_REASON)
  reason?: string;
}

/** Body of POST enrolments/{id}/cancellation, and the form that asks for it. */
export class CancelRequest {
  @ApiPropertyOptional({ maxLength: MAX_REASON, description: 'Why; no names, no case details' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(MAX_REASON)
  reason?: string;
}

/** Query of GET me/enrolments and offerings/{id}/enrolments. */
export class EnrolmentsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ENROLMENT_STATES, description: 'Only those in this state' })
  @IsOptional()
  @IsIn(ENROLMENT_STATES)
  state?: EnrolmentState;
}

/** Where somebody stands after enrolling or cancelling. */
export class StandingResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: ENROLMENT_STATES })
  state!: EnrolmentState;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: 'Place on the waiting list; only while waiting',
  })
  waitingPosition?: number;

  static of({ id, state, waitingPosition }: EnrolmentStatus): StandingResponse {
    return { id, state, ...(waitingPosition !== undefined && { waitingPosition }) };
  }
}

/** One enrolment. */
export class EnrolmentResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  offeringId!: string;

  @ApiProperty({ format: 'uuid' })
  courseId!: string;

  @ApiProperty()
  courseTitle!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Where the person worked at the moment of enrolling',
  })
  organisationId!: string | null;

  @ApiProperty({ enum: ENROLMENT_STATES })
  state!: EnrolmentState;

  @ApiProperty({ enum: ENROLMENT_SOURCES, description: 'In what capacity it was made' })
  source!: EnrolmentSource;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: 'Place on the waiting list; only while waiting',
  })
  waitingPosition?: number;

  @ApiPropertyOptional({ enum: OUTCOMES, description: 'Only when finished' })
  outcome?: Outcome;

  @ApiPropertyOptional({ enum: CANCELLED_BY, description: 'Only when cancelled' })
  cancelledBy?: CancelledBy;

  @ApiProperty({ description: 'Given up after enrolment had closed' })
  late!: boolean;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Start of the first session; null when self-paced',
  })
  startsAt!: string | null;

  @ApiProperty({ format: 'date-time' })
  changedAt!: string;

  static of(row: EnrolmentRow): EnrolmentResponse {
    return {
      id: row.id,
      offeringId: row.offeringId,
      courseId: row.courseId,
      courseTitle: row.courseTitle,
      personId: row.personId,
      organisationId: row.organisationId,
      state: row.state,
      source: row.source,
      ...(row.waitingPosition !== null && { waitingPosition: row.waitingPosition }),
      ...(row.outcome && { outcome: row.outcome }),
      ...(row.cancelledBy && { cancelledBy: row.cancelledBy }),
      late: row.late,
      startsAt: row.startsAt?.toISOString() ?? null,
      changedAt: row.changedAt.toISOString(),
    };
  }
}

/** One page of enrolments. */
export class EnrolmentPage {
  @ApiProperty({ type: [EnrolmentResponse] })
  items!: EnrolmentResponse[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'For `after`; null on the last page',
  })
  next!: string | null;
}
