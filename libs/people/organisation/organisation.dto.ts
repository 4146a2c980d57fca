import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

import { IsDay } from '@academie/platform';

import { ReasonRequest } from '../merge/merge.dto';
import type { EndingRow } from './organisation.queries';

/** That an organisation goes up in another. */
export class EndingRequest extends ReasonRequest {
  @ApiProperty({ format: 'uuid', description: 'Of the same kind, and there on that day' })
  @IsUUID()
  successorId!: string;

  @ApiProperty({ format: 'date', description: 'First day on which it no longer exists' })
  @IsDay()
  endsOn!: string;
}

export class EndingResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  organisationId!: string;

  @ApiProperty({ format: 'uuid' })
  successorId!: string;

  @ApiProperty({ format: 'date', description: 'First day on which it no longer exists' })
  endsOn!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty({ type: 'integer', description: 'Jobs that went along' })
  jobs!: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null as long as it is planned',
  })
  doneAt!: Date | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  undoneAt!: Date | null;

  @ApiProperty({ type: String, nullable: true })
  undoReason!: string | null;

  @ApiProperty({ description: 'Whether it can be taken back: nothing depends on it yet' })
  undoable!: boolean;

  static of(row: EndingRow, undoable: boolean): EndingResponse {
    const { id, organisationId, successorId, endsOn, reason, jobs } = row;
    const { doneAt, undoneAt, undoReason } = row;
    return {
      ...{ id, organisationId, successorId, endsOn, reason, jobs },
      ...{ doneAt, undoneAt, undoReason, undoable },
    };
  }
}

/** The form on the page: looked at first, done when it comes back with a yes. */
export class EndingForm extends EndingRequest {
  @IsOptional()
  @IsIn(['ja'])
  confirmed?: 'ja';
}
