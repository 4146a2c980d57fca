import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { IsDay, PageQuery, Trimmed } from '@academie/platform';

import { type Grade, GRADES } from '../ledger/evidence.entity';

const MOST = 1_000_000;

/** Which moment a value is looked at. */
export class MomentQuery {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'What had happened by then, as it was known then. Left out: now',
  })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/^[\d-]+T.*(Z|[+-]\d{2}:?\d{2})$/)
  @MaxLength(40)
  asOf?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'What had happened by `asOf` as it was known at this moment instead',
  })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/^[\d-]+T.*(Z|[+-]\d{2}:?\d{2})$/)
  @MaxLength(40)
  knownAt?: string;
}

/** Query of GET plans/{year}/targets. */
export class TargetsQuery extends MomentQuery {
  @ApiPropertyOptional({ description: 'Slug of a theme: only the targets it owns', maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  theme?: string;
}

/** Query of GET targets/{id}/evidence. */
export class EvidenceQuery extends PageQuery {
  @ApiPropertyOptional({
    type: String,
    default: 'value',
    maxLength: 100,
    description:
      '`value`, or the code of one of the measures; of a ratio these are its numerator, and with `:denominator` ' +
      'behind it the denominator; `value:lacking` is what of the denominator is not in the numerator. Conditions ' +
      'and parts name theirs in `requirements`',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  measure = 'value';

  @ApiPropertyOptional({ enum: GRADES })
  @IsOptional()
  @IsIn(GRADES)
  grade?: Grade;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only evidence of this organisation' })
  @IsOptional()
  @IsUUID('all')
  organisationId?: string;
}

/** Query of GET targets/{id}/coverage. */
export class CoverageQuery {
  @ApiPropertyOptional({
    maxLength: 100,
    description:
      '`value`, or the code of a measure that covers organisations; the first by default',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  measure?: string;
}

/** Body of PATCH targets/{id}, and the form for it. */
export class NormRequest {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST, description: 'The new norm' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST)
  norm!: number;

  @ApiProperty({ maxLength: 500, description: 'Dutch: why it changes. Shown with the norm' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** The form for a norm says which version it was made from. */
export class NormForm extends NormRequest {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST)
  version!: number;
}

const whole = (most: number, description: string) => ({
  type: 'integer' as const,
  minimum: 0,
  maximum: most,
  description,
});

/** Query of GET targets/{id}/forecast: what to assume instead of the usual. */
export class ForecastQuery {
  @ApiPropertyOptional(whole(100, 'Sessions on top of what is planned'))
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(100)
  extraSessions?: number;

  @ApiPropertyOptional(whole(1000, 'People with a place in each of them; 20 when left out'))
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1000)
  seats?: number;

  @ApiPropertyOptional(whole(100, 'Show-up in per cent, instead of the usual'))
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(100)
  showUp?: number;

  @ApiPropertyOptional(whole(100_000, 'Units a month, instead of the pace until now'))
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(100_000)
  perMonth?: number;
}

/** Body of POST targets/{id}/baseline, and the form for it: who took part before. */
export class BaselineForm {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MOST)
  persons!: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MOST,
    description: 'Of those, in the year before the period',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MOST)
  yearBefore?: number;

  /** Until and including which day they took part; the day before the period when left out. */
  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDay()
  asOf?: string;

  /** Dutch: who says so. */
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  source!: string;
}

/** A form about the report of a year. */
export class YearForm {
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2100)
  jaar!: number;
}

/** Which edition of the report of a year. */
export class ReportQuery {
  /** The latest when left out. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'The latest when left out' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  edition?: number;
}

/** The form for restating a year that was closed. */
export class RestateForm extends YearForm {
  /** Dutch: why the numbers are not what they were. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** The form for a link to the report of a year. */
export class ShareForm extends YearForm {
  /** Dutch: for whom it is. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  label!: string;

  /** How many days it works. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(366)
  days!: number;
}

/** Body of POST plans/{year}/closure. */
export class ClosureRequest {
  @ApiPropertyOptional({
    maxLength: 500,
    description: 'Dutch: why the numbers change. Required for a year that was closed before',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason?: string;
}
