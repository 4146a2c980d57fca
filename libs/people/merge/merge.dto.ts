import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

import type { Likeness, LikelyDouble, MergeRow } from './merge.queries';

/** Why somebody does something that others will ask about. */
export class ReasonRequest {
  @ApiProperty({ minLength: 1, maxLength: 500, description: 'Why; kept in the journal, no names' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** Two records of one person. */
export class MergeRequest extends ReasonRequest {
  @ApiProperty({ format: 'uuid', description: 'The record that ends' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ format: 'uuid', description: 'The record that goes on' })
  @IsUUID()
  intoId!: string;
}

export class MergeResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: 'The record that ended' })
  personId!: string;

  @ApiProperty({ format: 'uuid', description: 'The record that goes on' })
  intoId!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty({ type: 'integer', description: 'Rows that went from one record to the other' })
  moved!: number;

  @ApiProperty({ format: 'date-time' })
  mergedAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  undoneAt!: Date | null;

  @ApiProperty({ type: String, nullable: true })
  undoReason!: string | null;

  static of({ id, personId, intoId, reason, moved, mergedAt, ...rest }: MergeRow): MergeResponse {
    const { undoneAt, undoReason } = rest;
    return { id, personId, intoId, reason, moved, mergedAt, undoneAt, undoReason };
  }
}

export class MergePage {
  @ApiProperty({ type: [MergeResponse] })
  items!: MergeResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`after` of the next page, or null' })
  next!: string | null;
}

const LIKENESSES: Likeness[] = ['name-and-organisation', 'name', 'address', 'similar-name'];

/** Two records that may be of one person. */
export class LikelyDoubleResponse {
  @ApiProperty({ format: 'uuid', description: 'The record that would end' })
  personId!: string;

  @ApiProperty({ format: 'uuid', description: 'The record that would go on' })
  intoId!: string;

  @ApiProperty({ enum: LIKENESSES, description: 'Why they look like one' })
  likeness!: Likeness;

  static of({ personId, intoId, likeness }: LikelyDouble): LikelyDoubleResponse {
    return { personId, intoId, likeness };
  }
}

export class LikelyDoubleList {
  @ApiProperty({ type: [LikelyDoubleResponse], description: 'The likeliest first, at most 100' })
  items!: LikelyDoubleResponse[];
}
