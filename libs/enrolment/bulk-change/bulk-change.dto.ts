import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { ENROLMENT_STATES, type EnrolmentState } from '../place/enrolment-state';

export const CHANGES = ['cancel', 'approve', 'move', 'restore'] as const;
export type Change = (typeof CHANGES)[number];

/** As many as are changed at once. */
export const MOST_CHANGED = 200;

/** Body of POST offerings/{id}/bulk-changes, and the form of the page. */
export class BulkChangeRequest {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: MOST_CHANGED })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_CHANGED)
  @IsUUID('all', { each: true })
  enrolmentIds!: string[];

  @ApiProperty({
    enum: CHANGES,
    description:
      'restore gives back what an organiser cancelled: a free seat, and otherwise the last place on the waiting list',
  })
  @IsIn(CHANGES)
  change!: Change;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description: 'Another offering of the same course; only to move there',
  })
  @ValidateIf(({ change }: BulkChangeRequest) => change === 'move')
  @IsUUID()
  toOfferingId?: string | null;

  @ApiPropertyOptional({ type: String, maxLength: 500, description: 'Read by the people' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  reason?: string | null;
}

/** What became of one of them. */
export class ChangeResultResponse {
  @ApiProperty({ format: 'uuid' }) enrolmentId!: string;
  @ApiProperty({ description: 'Whether it was done, or was so already' }) done!: boolean;
  @ApiProperty({ description: 'Whether nothing changed, for it was so already' }) wasSo!: boolean;
  @ApiProperty({
    enum: ENROLMENT_STATES,
    nullable: true,
    description: 'What it is now: approving may lead to the waiting list; null when it was refused',
  })
  state!: EnrolmentState | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The code of the refusal; null when it was done',
  })
  problem!: string | null;
}

export class BulkChangeResponse {
  @ApiProperty({ type: [ChangeResultResponse], description: 'In the order of the request' })
  items!: ChangeResultResponse[];
}
