import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { IsInstant, Trimmed } from '@academie/platform';

import { AudienceFields, AudienceResponse } from '../course/audience.dto';
import { Omittable } from '../course/omittable';
import { type Approval, APPROVALS, QUESTION_KINDS, type QuestionKind } from './offering.entity';

const INSTANT = { type: String, format: 'date-time' } as const;
export const MOST_QUESTIONS = 5;
const MOST_OPTIONS = 20;

/** Something asked of the person who enrols. */
export class QuestionFields {
  @ApiProperty({ maxLength: 200 })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  text!: string;

  @ApiProperty({
    description: 'Has to be answered when enrolling; who is enrolled by another is asked by mail',
  })
  @IsBoolean()
  required!: boolean;

  @ApiPropertyOptional({
    enum: QUESTION_KINDS,
    default: 'text',
    description: 'A file is asked for after somebody has a place',
  })
  @Omittable()
  @IsIn(QUESTION_KINDS)
  kind?: QuestionKind;

  @ApiPropertyOptional({
    type: [String],
    minItems: 2,
    maxItems: MOST_OPTIONS,
    description: 'What there is to choose from, of a choice or several; none has a semicolon in it',
  })
  @ValidateIf(({ kind }: QuestionFields) => kind === 'choice' || kind === 'several')
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(MOST_OPTIONS)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @Matches(/^[^;\s][^;\n]*$/, { each: true })
  options?: string[];
}

/** How seats are given out. What is left out when an offering is made is not asked of anybody. */
export class SeatOptions extends AudienceFields {
  @ApiPropertyOptional({
    enum: APPROVALS,
    default: 'none',
    description: 'Who has to agree before somebody gets a place',
  })
  @Omittable()
  @IsIn(APPROVALS)
  approval?: Approval;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 60,
    default: 5,
    description: 'A request that nobody decided on lapses after so many days',
  })
  @Omittable()
  @IsInt()
  @Min(1)
  @Max(60)
  approvalDays?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 720,
    nullable: true,
    description:
      'How long a seat that comes free is kept for the next in line; null gives it at once',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(720)
  offerHours?: number | null;

  @ApiPropertyOptional({
    default: false,
    description:
      'While people wait, an organisation without a seat goes before a second seat for another',
  })
  @Omittable()
  @IsBoolean()
  coverageFirst?: boolean;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 1000,
    default: 0,
    description:
      'So many seats may be offered, before they ask, to people who have to follow the course',
  })
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(1000)
  dutySeats?: number;

  @ApiPropertyOptional({
    ...INSTANT,
    nullable: true,
    description: 'From then on giving up a place is late; null: from when enrolment closes',
  })
  @IsOptional()
  @IsInstant()
  cancelUntil?: string | null;

  @ApiPropertyOptional({
    ...INSTANT,
    nullable: true,
    description: 'When it is decided whether it is given, if there is a minimum',
  })
  @IsOptional()
  @IsInstant()
  decideAt?: string | null;

  @ApiPropertyOptional({
    type: [QuestionFields],
    maxItems: MOST_QUESTIONS,
    description:
      'Asked of the person who enrols; who organises or gives it reads the answers, and nobody else',
  })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(MOST_QUESTIONS)
  @ValidateNested({ each: true })
  @Type(() => QuestionFields)
  questions?: QuestionFields[];
}

/** How seats of an offering are given out. */
export class SeatOptionsResponse extends AudienceResponse {
  @ApiProperty({ enum: APPROVALS, description: 'Who has to agree before somebody gets a place' })
  approval!: Approval;

  @ApiProperty({ type: 'integer', description: 'A request lapses after so many days' })
  approvalDays!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'How long a seat that comes free is kept for the next in line; null: given at once',
  })
  offerHours!: number | null;

  @ApiProperty({
    description:
      'While people wait, an organisation without a seat goes before a second seat for another',
  })
  coverageFirst!: boolean;

  @ApiProperty({
    type: 'integer',
    description:
      'So many seats may be offered, before they ask, to people who have to follow the course',
  })
  dutySeats!: number;

  @ApiProperty({ ...INSTANT, nullable: true, description: 'From then on giving up is late' })
  cancelUntil!: string | null;

  @ApiProperty({ ...INSTANT, nullable: true, description: 'When it is decided if it is given' })
  decideAt!: string | null;

  @ApiProperty({ type: [QuestionFields], description: 'Asked of the person who enrols' })
  questions!: QuestionFields[];
}
