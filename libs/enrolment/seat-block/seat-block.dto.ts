import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';

import { instant, IsDay, IsInstant } from '@academie/platform';

import type { BlockRow } from './seat-block.queries';
import type { NewBlock } from './seat-block.service';

const MOST_SEATS = 1000;

/** Body of POST offerings/{id}/seat-blocks. */
export class BlockRequest {
  @ApiProperty({ format: 'uuid', description: 'For whose people' })
  @IsUUID('all')
  organisationId!: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_SEATS })
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  seats!: number;

  @ApiProperty({
    format: 'date-time',
    description: 'When what nobody took is for everybody; before the first session',
  })
  @IsInstant()
  releaseAt!: string;
}

/** The form that asks for it: seats come free at the beginning of a day. */
export class BlockForm {
  @IsUUID('all')
  organisationId!: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_SEATS)
  seats!: number;

  @IsDay()
  releaseOn!: string;
}

/** What the form asks for. */
export const blockOf = ({ organisationId, seats, releaseOn }: BlockForm): NewBlock => ({
  organisationId,
  seats,
  releaseAt: instant(releaseOn, '00:00') ?? new Date(NaN),
});

/** Body of POST seat-block-claims. */
export class ClaimRequest {
  @ApiProperty({ minLength: 10, maxLength: 100, description: 'The last part of the link' })
  @IsString()
  @MinLength(10)
  @MaxLength(100)
  token!: string;
}

/** Seats held for an organisation. */
export class BlockResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  offeringId!: string;

  @ApiProperty({ format: 'uuid' })
  organisationId!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  seats!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many of them somebody took' })
  claimed!: number;

  @ApiProperty({ format: 'date-time' })
  releaseAt!: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Since then the rest is for everybody',
  })
  releasedAt!: string | null;

  @ApiProperty({ description: 'For POST seat-block-claims, by somebody of the organisation' })
  token!: string;

  static of(row: BlockRow): BlockResponse {
    return {
      id: row.id,
      offeringId: row.offeringId,
      organisationId: row.organisationId,
      seats: row.seats,
      claimed: row.claimed,
      releaseAt: row.releaseAt.toISOString(),
      releasedAt: row.releasedAt?.toISOString() ?? null,
      token: row.token,
    };
  }
}

/** All blocks of an offering that the reader may see. */
export class BlockList {
  @ApiProperty({ type: [BlockResponse] })
  items!: BlockResponse[];
}
