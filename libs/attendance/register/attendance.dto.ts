import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Validate,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';

import { t, VisibleText } from '@academie/platform';

import { MARK_REFUSALS, type MarkRefusal } from '../attendance.errors';
import type { CompletionRow } from './attendance.queries';
import type { MarkResult } from './attendance.service';
import { MARK_SOURCES, MARK_VALUES, type MarkSource, type MarkValue } from '../mark/mark-value';

const MAX_NAME = 100;
const MAX_REASON = 500;
/** Minutes. */
export const LONGEST_DAY = 1440;

/** A moment with its offset, from the year 2000; the database knows no more than we write. */
@ValidatorConstraint({ name: 'isMoment' })
export class IsMoment implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return (
      typeof value === 'string' &&
      /^2\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
      !Number.isNaN(Date.parse(value))
    );
  }

  defaultMessage(): string {
    return '$property must be a moment with its offset, e.g. 2026-03-10T09:30:00+01:00';
  }
}

/** One mark in POST sessions/{id}/attendance-marks, as it is described; parse-marks.ts reads it. */
export class MarkInput {
  @ApiProperty({
    format: 'uuid',
    description: 'Chosen by the device; the same one is the same mark',
  })
  clientId!: string;

  @ApiProperty({ format: 'uuid' })
  enrolmentId!: string;

  @ApiProperty({ enum: MARK_VALUES, description: '`unknown` takes an earlier mark back' })
  value!: MarkValue;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: LONGEST_DAY,
    nullable: true,
    description: 'How long somebody was there; with `partial`',
  })
  minutes?: number | null;

  @ApiPropertyOptional({
    enum: MARK_SOURCES,
    default: 'trainer',
    description:
      '`correction` is for who organises the offering, also after the register is closed',
  })
  source: MarkSource = 'trainer';

  @ApiProperty({ format: 'date-time', description: 'When it was seen, by the clock of the device' })
  occurredAt!: string;
}

/** What became of one mark. */
export class MarkResultResponse {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  clientId!: string | null;

  @ApiProperty({ enum: ['recorded', 'repeated', 'rejected'] })
  result!: MarkResult['result'];

  @ApiPropertyOptional({ enum: MARK_REFUSALS, description: 'Why it was rejected; stable' })
  code?: MarkRefusal;

  @ApiPropertyOptional({ description: 'The same in an English sentence' })
  detail?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When it was seen by our clock, if the clock of the device was off',
  })
  datedAt?: string;

  static of(clientId: string | null, result: MarkResult): MarkResultResponse {
    if (result.result === 'repeated') return { clientId, result: result.result };
    if (result.result === 'recorded')
      return {
        clientId,
        result: result.result,
        ...(result.datedAt && { datedAt: result.datedAt.toISOString() }),
      };
    return { clientId, ...result, detail: t(textOf(result.code), {}, 'en') };
  }
}

const textOf = (code: MarkRefusal): string => code.replace('.', '.refusal.');

/** Answers in the order of the marks. */
export class MarkResultsResponse {
  @ApiProperty({ type: [MarkResultResponse] })
  results!: MarkResultResponse[];
}

/** Body of POST sessions/{id}/register-closure; may be left out. */
export class CloseRequest {
  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Close it although the session has not ended; it must have begun',
  })
  @IsOptional()
  @IsBoolean()
  early?: boolean;
}

/** Body of POST sessions/{id}/register-reopening, and the form that asks for it. */
export class ReopenRequest {
  @ApiProperty({ minLength: 1, maxLength: MAX_REASON, description: 'Why; no names' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_REASON)
  reason!: string;
}

/** A guest of whom only a name is known. */
export class GuestInput {
  @ApiProperty({ minLength: 1, maxLength: MAX_NAME })
  @VisibleText()
  @Matches(/\S/)
  @MaxLength(MAX_NAME)
  givenName!: string;

  @ApiProperty({ minLength: 1, maxLength: MAX_NAME })
  @VisibleText()
  @Matches(/\S/)
  @MaxLength(MAX_NAME)
  familyName!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Where the guest works' })
  @IsOptional()
  @IsUUID('all')
  organisationId?: string;
}

/** Body of POST sessions/{id}/walk-ins: one of the two. */
export class WalkInRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'Somebody who is known' })
  @IsOptional()
  @IsUUID('all')
  personId?: string;

  @ApiPropertyOptional({ type: GuestInput })
  @IsOptional()
  @ValidateNested()
  @Type(() => GuestInput)
  guest?: GuestInput;

  @ApiPropertyOptional({
    default: false,
    description: 'The guest is another person than the one of that name who has a place already',
  })
  @IsOptional()
  @IsBoolean()
  another?: boolean;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'Chosen by the device; the same one again is the same walk-in',
  })
  @IsOptional()
  @IsUUID('all')
  clientId?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When the person came in, by the clock of the device; now when left out',
  })
  @IsOptional()
  @Validate(IsMoment)
  occurredAt?: string;
}

export class WalkInResponse {
  @ApiProperty({ format: 'uuid' })
  enrolmentId!: string;
}

/** Body of POST sessions/{id}/guest-matches. */
export class GuestMatchRequest {
  @ApiProperty({ format: 'uuid', description: 'The enrolment of the guest' })
  @IsUUID('all')
  enrolmentId!: string;

  @ApiProperty({ format: 'uuid', description: 'Who the guest turned out to be' })
  @IsUUID('all')
  personId!: string;
}

/** A course that somebody completed. */
export class CompletionResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  enrolmentId!: string;

  @ApiProperty({ format: 'uuid' })
  courseId!: string;

  @ApiProperty()
  courseTitle!: string;

  @ApiProperty({ format: 'date-time' })
  completedAt!: string;

  static of({
    id,
    enrolmentId,
    courseId,
    courseTitle,
    completedAt,
  }: CompletionRow): CompletionResponse {
    return { id, enrolmentId, courseId, courseTitle, completedAt: completedAt.toISOString() };
  }
}

export class CompletionPage {
  @ApiProperty({ type: [CompletionResponse] })
  items!: CompletionResponse[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'For `after`; null on the last page',
  })
  next!: string | null;
}
