import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

import { IsDay, Trimmed } from '@academie/platform';

import type { RequestRow } from './requests.queries';

/** Body of POST enrolments/{id}/refusal, and the form of the person who decides. */
export class RefuseRequest {
  @ApiPropertyOptional({
    maxLength: 500,
    description: 'Why; the person who asked reads it. Needed when a request is refused',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** The form with which somebody appoints who stands in. */
export class DeputyForm {
  @IsUUID('all')
  deputyId!: string;

  @IsDay()
  validFrom!: string;

  @IsDay()
  validUntil!: string;
}

/** A place that somebody asked for, as the person who decides sees it. */
export class RequestResponse {
  @ApiProperty({ format: 'uuid', description: 'Of the enrolment' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  offeringId!: string;

  @ApiProperty()
  courseTitle!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty()
  personName!: string;

  @ApiProperty({ type: String, nullable: true })
  organisationName!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  startsAt!: string | null;

  @ApiProperty({ format: 'date-time' })
  askedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'Then the request lapses' })
  decideBy!: string;

  @ApiProperty({ type: 'integer', description: 'Seats to be had now; none while others wait' })
  placesLeft!: number;

  static of(row: RequestRow): RequestResponse {
    return {
      id: row.id,
      offeringId: row.offeringId,
      courseTitle: row.courseTitle,
      personId: row.personId,
      personName: row.personName,
      organisationName: row.organisationName,
      startsAt: row.startsAt?.toISOString() ?? null,
      askedAt: row.askedAt.toISOString(),
      decideBy: row.decideBy.toISOString(),
      placesLeft: row.placesLeft,
    };
  }
}

/** One page of requests. */
export class RequestPage {
  @ApiProperty({ type: [RequestResponse] })
  items!: RequestResponse[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'For `after`; null on the last page',
  })
  next!: string | null;
}
