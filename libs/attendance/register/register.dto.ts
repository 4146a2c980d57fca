import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

import { OUTCOMES, type Outcome } from '@academie/enrolment';

import { countsOf, type RegisterRow } from './attendance.queries';
import {
  MARK_SOURCES,
  MARK_VALUES,
  type MarkSource,
  type MarkValue,
  REGISTER_STATES,
  type RegisterState,
} from '../mark/mark-value';
import type { SessionHead } from './session-access';

/** One person in a register. */
export class RegisterRowResponse {
  @ApiProperty({ format: 'uuid' })
  enrolmentId!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'At the moment of enrolling' })
  organisation!: string | null;

  @ApiProperty({ type: [String], description: 'What the person did there on the day' })
  functions!: string[];

  @ApiProperty({ description: 'Came without an enrolment' })
  walkIn!: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'What the person does not eat' })
  diet!: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'What the person needs to take part',
  })
  access!: string | null;

  @ApiProperty({ type: [String], description: 'Parallel workshops the person goes to, by round' })
  workshops!: string[];

  @ApiProperty({ description: 'Said to come' })
  coming!: boolean;

  @ApiProperty({ enum: MARK_VALUES, description: 'Of the mark that holds' })
  value!: MarkValue;

  @ApiProperty({ type: 'integer', nullable: true })
  minutes!: number | null;

  @ApiProperty({ type: 'string', enum: MARK_SOURCES, nullable: true })
  source!: MarkSource | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  occurredAt!: string | null;

  @ApiPropertyOptional({
    enum: OUTCOMES,
    description: 'Once every register of the offering is closed',
  })
  outcome?: Outcome;

  static of(row: RegisterRow): RegisterRowResponse {
    return {
      enrolmentId: row.enrolmentId,
      personId: row.personId,
      name: row.name,
      organisation: row.organisation,
      functions: row.functions ?? [],
      walkIn: row.walkIn,
      diet: row.diet,
      access: row.access,
      workshops: row.workshops ?? [],
      coming: row.coming,
      value: row.value,
      minutes: row.minutes,
      source: row.source,
      occurredAt: row.occurredAt?.toISOString() ?? null,
      ...(row.outcome && { outcome: row.outcome }),
    };
  }
}

/** The register of a session. */
export class RegisterResponse {
  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ format: 'uuid' })
  offeringId!: string;

  @ApiProperty({ format: 'uuid' })
  courseId!: string;

  @ApiProperty()
  courseTitle!: string;

  @ApiProperty({ format: 'date-time' })
  startsAt!: string;

  @ApiProperty({ format: 'date-time' })
  endsAt!: string;

  @ApiProperty({ enum: REGISTER_STATES })
  state!: RegisterState;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  closedAt!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Only when reopened' })
  reopenReason!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 0 },
    description: 'People by value',
  })
  counts!: Record<MarkValue, number>;

  @ApiProperty({ type: [RegisterRowResponse], description: 'By family name' })
  participants!: RegisterRowResponse[];

  static of(head: SessionHead, rows: readonly RegisterRow[]): RegisterResponse {
    return {
      sessionId: head.id,
      offeringId: head.offeringId,
      courseId: head.courseId,
      courseTitle: head.courseTitle,
      startsAt: head.startsAt.toISOString(),
      endsAt: head.endsAt.toISOString(),
      state: head.state,
      closedAt: head.state === 'closed' ? (head.closedAt?.toISOString() ?? null) : null,
      reopenReason: head.state === 'reopened' ? head.reopenReason : null,
      counts: countsOf(rows),
      participants: rows.map((row) => RegisterRowResponse.of(row)),
    };
  }
}
