import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { ORGANISATION_KINDS, type OrganisationKind } from '@academie/people';
import { IsDay, IsTime, Trimmed } from '@academie/platform';

import { type Admission, ADMISSIONS, type Mode, MODES } from '../course/course.entity';
import { type Approval, APPROVALS, CHECK_INS, type CheckIn } from '../offering/offering.entity';
import { MOST_QUESTIONS, QuestionFields } from '../offering/offering-options.dto';

/** A session as typed: a day and two times in Amsterdam. */
export class SessionFields {
  @IsOptional()
  @IsUUID()
  id?: string;

  @Trimmed()
  @IsString()
  @MaxLength(200)
  title!: string;

  @IsDay()
  day!: string;

  @IsTime()
  from!: string;

  @IsTime()
  until!: string;

  @IsOptional()
  @IsUUID()
  locationId?: string | null;

  @IsOptional()
  @IsUUID()
  roomId?: string | null;

  @IsOptional()
  @Trimmed()
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  onlineUrl?: string | null;
}

/** The form of an offering. Empty fields arrive as null. */
export class OfferingForm {
  @IsIn(MODES)
  mode!: Mode;

  @IsInt()
  @Min(1)
  @Max(100_000)
  capacity!: number;

  @IsInt()
  @Min(0)
  @Max(100_000)
  minimum!: number;

  @IsOptional()
  @IsDay()
  opensDay?: string | null;

  @IsOptional()
  @IsTime()
  opensTime?: string | null;

  @IsOptional()
  @IsDay()
  closesDay?: string | null;

  @IsOptional()
  @IsTime()
  closesTime?: string | null;

  @IsIn(APPROVALS)
  approval!: Approval;

  @IsInt()
  @Min(1)
  @Max(60)
  approvalDays!: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(720)
  offerHours?: number | null;

  @IsBoolean()
  coverageFirst!: boolean;

  @IsInt()
  @Min(0)
  @Max(1000)
  dutySeats!: number;

  @IsOptional()
  @IsDay()
  cancelDay?: string | null;

  @IsOptional()
  @IsTime()
  cancelTime?: string | null;

  @IsOptional()
  @IsDay()
  decideDay?: string | null;

  @IsOptional()
  @IsTime()
  decideTime?: string | null;

  @ArrayMaxSize(MOST_QUESTIONS)
  @ValidateNested({ each: true })
  @Type(() => QuestionFields)
  questions!: QuestionFields[];

  @IsOptional()
  @IsUUID()
  organiserId?: string | null;

  @IsBoolean()
  confidential!: boolean;

  @IsIn(ADMISSIONS)
  admission!: Admission;

  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  audienceOrganisationIds!: string[];

  @IsIn(ORGANISATION_KINDS, { each: true })
  audienceOrganisationKinds!: OrganisationKind[];

  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  audienceGroupIds!: string[];

  @IsString({ each: true })
  audiences!: string[];

  @IsString({ each: true })
  tags!: string[];

  @IsIn(CHECK_INS, { each: true })
  checkIn!: CheckIn[];

  @Trimmed()
  @IsString()
  @MaxLength(1000)
  note!: string;

  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  trainerIds!: string[];

  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SessionFields)
  sessions!: SessionFields[];
}
