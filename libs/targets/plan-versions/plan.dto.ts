import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
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
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { type PlanStatus, PLAN_STATUSES } from '../plan/plan';
import type { PlanVersionDetail, PlanVersionRow } from './plan-version.queries';

/** Ten times a year plan. */
export const LONGEST = 500_000;

/** The form that takes a plan: a file or its text, and later a yes. */
export class PlanTextForm {
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST)
  text?: string;

  @IsOptional()
  @IsIn(['ja'])
  confirmed?: 'ja';

  /** Number of the version it was compared with. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  after?: number;

  /** Why a norm becomes another one. */
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** The form that starts the plan of a year. */
export class YearForm {
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2100)
  year!: number;
}

/** Which themes own a target. */
export class OwnersRequest {
  @ApiProperty({ type: [String], minItems: 1, description: 'Slugs of themes' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  themes!: string[];
}

/** The same from a page: one box that is ticked comes as text, none not at all. */
export class OwnersForm {
  @Transform(({ value }) => (Array.isArray(value) ? (value as unknown) : value ? [value] : []))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  themes!: string[];

  @Type(() => Number)
  @IsInt()
  @Min(1)
  version!: number;
}

/** A plan as a file. */
export class PlanRequest {
  @ApiProperty({ maxLength: LONGEST, description: 'YAML, as a version is downloaded' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST)
  text!: string;

  @ApiPropertyOptional({ default: false, description: 'Only say what would change' })
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;

  @ApiPropertyOptional({
    maxLength: 500,
    description: 'Dutch: why, where a norm becomes another one; then required',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

/** What the plan of a year says differently from the version before. */
export class PlanLoadedResponse {
  @ApiProperty({ type: 'integer' })
  year!: number;

  @ApiProperty()
  version!: string;

  @ApiProperty({ enum: PLAN_STATUSES })
  status!: PlanStatus;

  @ApiProperty({ description: 'False for a dry run, and when this plan was there already' })
  loaded!: boolean;

  @ApiProperty({ type: [String], description: 'Codes of targets that are new' })
  added!: string[];

  @ApiProperty({ type: [String], description: 'Codes of targets that are left out' })
  removed!: string[];

  @ApiProperty({ type: [String], description: 'Codes of targets that say something else' })
  changed!: string[];
}

export class PlanVersionResponse {
  @ApiProperty({ type: 'integer', minimum: 1 })
  number!: number;

  @ApiProperty({ description: 'As the plan itself says' })
  version!: string;

  @ApiProperty({ enum: PLAN_STATUSES })
  status!: PlanStatus;

  @ApiProperty({ format: 'date-time' })
  loadedAt!: Date;

  static of({ number, version, status, loadedAt }: PlanVersionRow): PlanVersionResponse {
    return { number, version, status, loadedAt };
  }
}

export class PlanVersionList {
  @ApiProperty({ type: [PlanVersionResponse], description: 'The latest first' })
  items!: PlanVersionResponse[];
}

export class PlanTextResponse extends PlanVersionResponse {
  @ApiProperty({ description: 'YAML' })
  text!: string;

  static override of(version: PlanVersionDetail): PlanTextResponse {
    const { number, version: name, status, loadedAt, text } = version;
    return { number, version: name, status, loadedAt, text };
  }
}
