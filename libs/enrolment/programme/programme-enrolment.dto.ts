import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional, IsUUID } from 'class-validator';

import { ENROLMENT_STATES, type EnrolmentState } from '../place/enrolment-state';

/** Body of POST programmes/{id}/enrolments. */
export class ProgrammeEnrolRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'Whom to enrol; oneself when left out' })
  @IsOptional()
  @IsUUID('all')
  personId?: string;

  @ApiProperty({
    type: [String],
    format: 'uuid',
    maxItems: 50,
    description: 'A date for each course that is chosen now; none: only following it',
  })
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  offeringIds!: string[];
}

/** What came of one date. */
export class ProgrammeEnrolResult {
  @ApiProperty({ format: 'uuid' })
  offeringId!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  courseId!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null when refused' })
  enrolmentId!: string | null;

  @ApiProperty({
    enum: ENROLMENT_STATES,
    type: String,
    nullable: true,
    description: 'As enrolmentId',
  })
  state!: EnrolmentState | null;

  @ApiProperty({ type: 'integer', nullable: true })
  waitingPosition!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Code of the refusal, if any' })
  code!: string | null;
}

export class ProgrammeEnrolResponse {
  @ApiProperty({ type: [ProgrammeEnrolResult] })
  items!: ProgrammeEnrolResult[];
}

export class ProgrammeStepProgress {
  @ApiProperty()
  title!: string;

  @ApiProperty({ enum: ['done', 'planned', 'open'] })
  state!: 'done' | 'planned' | 'open';

  @ApiProperty({ type: 'integer', description: 'How many of its courses are done' })
  done!: number;

  @ApiProperty({ type: 'integer', description: 'How many still have to be chosen' })
  left!: number;
}

export class ProgrammeProgress {
  @ApiProperty({ format: 'uuid' })
  programmeId!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ description: 'All steps are done' })
  completed!: boolean;

  @ApiProperty({ type: [ProgrammeStepProgress] })
  steps!: ProgrammeStepProgress[];
}

export class ProgrammeProgressResponse {
  @ApiProperty({ type: [ProgrammeProgress] })
  items!: ProgrammeProgress[];

  @ApiProperty({ type: String, nullable: true, description: 'Null: there is one page' })
  next!: null;
}
