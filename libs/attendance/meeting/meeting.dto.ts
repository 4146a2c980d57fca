import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { t } from '@academie/platform';

import { MARK_VALUES, type MarkValue } from '../mark/mark-value';
import type { Expected } from './meeting-match';
import { hoursOf, MOST_PEOPLE, type MeetingReport } from '../meeting-report/meeting-report';
import { shownName } from './meeting-view';
import { LOWEST_PERCENT, PRESENT_PERCENT } from './meeting-rule';
import type { Judged, MeetingAnswer } from './meeting-answer';

const OUTCOMES = [
  ...['recorded', 'repeated', 'outranked', 'skipped', 'too_short', 'unsure', 'unknown'],
  ...['rejected', 'found', 'outside', 'waiting'],
] as const;
const ACTIONS = ['enrolment', 'guest', 'skip'] as const;

/** The form that takes a report. */
export class MeetingForm {
  @Transform(({ value }: { value: unknown }) =>
    value === undefined || value === '' ? PRESENT_PERCENT : Number(value),
  )
  @IsInt()
  @Min(LOWEST_PERCENT)
  @Max(100)
  percent: number = PRESENT_PERCENT;

  /** Name of the sheet, once the file turned out to have several with data. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sheet?: string;
}

/** The form with the choices of who looked the names through. */
export class MeetingTakeForm extends MeetingForm {
  /** The report as it was read, packed. */
  @IsString()
  lijst!: string;

  /** `ja` when the times are of another day or hour and the report is to be used all the same. */
  @IsOptional()
  @IsIn(['ja'])
  toch?: string;

  /** What was chosen, by place in the report. */
  @IsOptional()
  @IsObject()
  keuze?: Record<string, unknown>;
}

/** Whom a person of the report is. */
export class MeetingChoiceInput {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Place in `people`, from 0' })
  @IsInt()
  @Min(0)
  @Max(MOST_PEOPLE)
  place!: number;

  @ApiProperty({ enum: ACTIONS, description: '`guest` lets somebody in who has no place' })
  @IsIn(ACTIONS)
  action!: (typeof ACTIONS)[number];

  @ApiPropertyOptional({ format: 'uuid', description: 'With `enrolment`' })
  @IsOptional()
  @IsUUID('all')
  enrolmentId?: string;
}

/** Body of POST sessions/{id}/meeting-reports. */
export class MeetingReportRequest {
  @ApiProperty({
    minLength: 1,
    maxLength: 500_000,
    description: 'The CSV of Teams, Webex, Zoom or Google Meet, as text',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500_000)
  report!: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: LOWEST_PERCENT,
    maximum: 100,
    default: PRESENT_PERCENT,
    description: 'From which part of the session on somebody is present; less is partial',
  })
  @IsOptional()
  @IsInt()
  @Min(LOWEST_PERCENT)
  @Max(100)
  presentPercent: number = PRESENT_PERCENT;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Only say who each may be' })
  @IsOptional()
  @IsBoolean()
  dryRun: boolean = false;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description:
      'The report is of this session, though its meeting was at other hours; without it nothing of such a report is recorded',
  })
  @IsOptional()
  @IsBoolean()
  otherHours: boolean = false;

  @ApiPropertyOptional({ type: [MeetingChoiceInput], maxItems: MOST_PEOPLE })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PEOPLE)
  @ValidateNested({ each: true })
  @Type(() => MeetingChoiceInput)
  choices?: MeetingChoiceInput[];
}

export class MeetingCandidateResponse {
  @ApiProperty({ format: 'uuid' }) enrolmentId!: string;
  @ApiProperty() name!: string;
}

/** The meeting that a report is of. */
export class MeetingResponse {
  @ApiProperty({ type: String, nullable: true }) title!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) startsAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endsAt!: string | null;
  @ApiProperty({ description: 'Some of it was within the hours of the session' })
  fits!: boolean;

  static of(report: MeetingReport, fits: boolean): MeetingResponse {
    const hours = hoursOf(report);
    return {
      title: report.title,
      startsAt: hours?.startsAt.toISOString() ?? null,
      endsAt: hours?.endsAt.toISOString() ?? null,
      fits,
    };
  }
}

/** What became of one person of the report. */
export class MeetingPersonResponse {
  @ApiProperty() name!: string;
  @ApiProperty({ type: 'integer', description: 'Within the hours of the session' })
  minutes!: number;
  @ApiProperty({ type: String, enum: [...MARK_VALUES, null], nullable: true })
  value!: MarkValue | null;
  @ApiProperty({
    enum: OUTCOMES,
    description: '`found` only with dryRun; `outside` the session, only `waiting`',
  })
  outcome!: (typeof OUTCOMES)[number];
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) enrolmentId!: string | null;
  @ApiProperty({ type: [MeetingCandidateResponse], description: 'Who may be meant, with dryRun' })
  candidates!: MeetingCandidateResponse[];
  @ApiProperty({ type: String, nullable: true, description: 'Why it was rejected; stable' })
  code!: string | null;
  @ApiProperty({ type: String, nullable: true }) detail!: string | null;
}

export class MeetingReportResponse {
  @ApiProperty({ type: 'integer', description: 'Minutes from which on somebody is present' })
  presentFrom!: number;

  @ApiProperty({ type: MeetingResponse })
  meeting!: MeetingResponse;

  @ApiProperty({ type: [MeetingPersonResponse], description: 'In the order of the report' })
  people!: MeetingPersonResponse[];
}

export const judgedOf = (
  { person, minutes, outcome, value, match }: Judged,
  expected: readonly Expected[],
): MeetingPersonResponse => ({
  name: shownName(person),
  minutes,
  value: value ?? null,
  outcome: outcome ?? match.kind,
  enrolmentId: match.kind === 'found' ? match.enrolmentId : null,
  candidates:
    match.kind === 'unsure'
      ? expected
          .filter(({ enrolmentId }) => match.enrolmentIds.includes(enrolmentId))
          .map(({ enrolmentId, name }) => ({ enrolmentId, name }))
      : [],
  code: null,
  detail: null,
});

export const answerOf = (
  name: string,
  { outcome, enrolmentId, value, minutes, code, cell }: MeetingAnswer,
): MeetingPersonResponse => ({
  name,
  minutes,
  value: value ?? null,
  outcome,
  enrolmentId: enrolmentId ?? null,
  candidates: [],
  code: code ?? null,
  detail: code ? t(code.replace('.', '.refusal.'), { cell }, 'en') : null,
});
