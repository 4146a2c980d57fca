import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

import { IsAddress } from '@academie/platform';

import {
  ENROLMENT_SOURCES,
  ENROLMENT_STATES,
  type EnrolmentSource,
  type EnrolmentState,
  type Outcome,
  OUTCOMES,
} from '../place/enrolment-state';
import type { ParticipantRow } from './participants.queries';

/** The form with which an organiser enrols somebody who is known by a mail address. */
export class EnrolParticipantForm {
  @IsAddress()
  email!: string;
}

/** Somebody in an offering. */
export class ParticipantResponse {
  @ApiProperty({ format: 'uuid', description: 'Of the enrolment' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  organisationId!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  organisationName!: string | null;

  @ApiProperty({ enum: ENROLMENT_STATES })
  state!: EnrolmentState;

  @ApiProperty({ enum: ENROLMENT_SOURCES })
  source!: EnrolmentSource;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Only while waiting' })
  waitingPosition?: number;

  @ApiPropertyOptional({ enum: OUTCOMES, description: 'Only when finished' })
  outcome?: Outcome;

  @ApiProperty({ description: 'A seat above the capacity' })
  overbooked!: boolean;

  static of(row: ParticipantRow): ParticipantResponse {
    return {
      id: row.id,
      personId: row.personId,
      name: `${row.givenName} ${row.familyName}`,
      organisationId: row.organisationId,
      organisationName: row.organisationName,
      state: row.state,
      source: row.source,
      ...(row.waitingPosition !== null && { waitingPosition: row.waitingPosition }),
      ...(row.outcome && { outcome: row.outcome }),
      overbooked: row.overbooked,
    };
  }
}

/** How many more there are than the reader sees by name. */
export class OthersResponse {
  @ApiProperty({ type: 'integer', minimum: 0 })
  seated!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  waiting!: number;
}

/** One page of participants. */
export class ParticipantPage {
  @ApiProperty({ type: [ParticipantResponse] })
  items!: ParticipantResponse[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'For `after`; null on the last page',
  })
  next!: string | null;

  @ApiProperty({
    type: OthersResponse,
    description: 'Those of other organisations, for a coordinator: counts, never names',
  })
  others!: OthersResponse;
}
