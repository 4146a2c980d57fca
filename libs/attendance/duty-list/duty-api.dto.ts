import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

import { PageQuery } from '@academie/platform';

import type { OpenDutyRow } from '../duty-mine/duty-mine.queries';
import { LIST_PARTS, type ListedDuty, type ListPart } from './duty-list.queries';

/** Query of GET duties. */
export class DutyQuery extends PageQuery {
  @ApiPropertyOptional({
    enum: LIST_PARTS,
    default: 'all',
    description: 'Late, due within 90 days (soon), all that are open, or waived',
  })
  @IsOptional()
  @IsIn(LIST_PARTS)
  part?: ListPart;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  courseId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'One of those that I look after' })
  @IsOptional()
  @IsUUID()
  organisationId?: string;
}

/** What I have to complete. */
export class OwnDutyResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) courseId!: string;
  @ApiProperty() courseTitle!: string;
  @ApiProperty({ format: 'date' }) dueOn!: string;
  @ApiProperty({
    format: 'date',
    type: String,
    nullable: true,
    description: 'What is completed from that day on counts; null: any day',
  })
  countsFrom!: string | null;
  @ApiProperty({ type: 'integer', description: 'The how many-eth time' }) cycle!: number;
  @ApiProperty() why!: string;
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: 'My place in it, to come',
  })
  enrolmentId!: string | null;
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: 'The next offering with a free seat in which I may come',
  })
  offeringId!: string | null;

  static of(row: OpenDutyRow): OwnDutyResponse {
    const { id, courseId, courseTitle, dueOn, countsFrom, cycle, why } = row;
    const { enrolmentId, offeringId } = row;
    return { id, courseId, courseTitle, dueOn, countsFrom, cycle, why, enrolmentId, offeringId };
  }
}

export class OwnDutyList {
  @ApiProperty({ type: [OwnDutyResponse] }) items!: OwnDutyResponse[];
}

/** What somebody of my organisations has to complete. */
export class DutyResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) organisation!: string | null;
  @ApiProperty() courseTitle!: string;
  @ApiProperty({ format: 'date' }) dueOn!: string;
  @ApiProperty({ description: 'Done before, and to be done again' }) isRenewal!: boolean;
  @ApiProperty({ description: 'Has a place that lies ahead' }) hasPlace!: boolean;
  @ApiProperty({
    format: 'date',
    type: String,
    nullable: true,
    description: 'Of a waiver: its last day',
  })
  waivedUntil!: string | null;

  static of(row: ListedDuty): DutyResponse {
    const { id, personId, name, organisation, courseTitle, dueOn, isRenewal, hasPlace } = row;
    return {
      ...{ id, personId, name, organisation, courseTitle, dueOn, isRenewal, hasPlace },
      waivedUntil: row.until,
    };
  }
}

export class DutyList {
  @ApiProperty({ type: [DutyResponse] }) items!: DutyResponse[];
  @ApiProperty({ type: String, nullable: true, description: 'For `after`' })
  next!: string | null;
}

/** What came of POST duties/care. */
export class CareResponse {
  @ApiProperty({ type: 'integer', description: 'How many changed; closed ones stay as they are' })
  changed!: number;
}
