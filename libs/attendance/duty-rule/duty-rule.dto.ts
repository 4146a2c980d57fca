import {
  ArrayMaxSize,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { ORGANISATION_KINDS } from '@academie/people';
import { Trimmed } from '@academie/platform';

import { REPEATS, type Repeats } from '../duty/duty-rule.entity';

/** Who must complete a course, and when; the form and the command. */
export class DutyRuleForm {
  @IsUUID('all')
  courseId!: string;

  @IsInt()
  @Min(1)
  @Max(730)
  withinDays!: number;

  @IsIn(REPEATS)
  repeats!: Repeats;

  @IsInt()
  @Min(1)
  @Max(12)
  inMonth = 1;

  /** Only where it is done again some months later. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(120)
  everyMonths: number | null = null;

  @IsString({ each: true })
  @ArrayMaxSize(100)
  functions: string[] = [];

  @IsIn(ORGANISATION_KINDS, { each: true })
  @ArrayMaxSize(100)
  organisationKinds: string[] = [];

  @IsUUID('all', { each: true })
  @ArrayMaxSize(500)
  organisationIds: string[] = [];

  @IsUUID('all', { each: true })
  @ArrayMaxSize(100)
  groupIds: string[] = [];

  @Trimmed()
  @IsString()
  @MaxLength(300)
  why = '';
}
