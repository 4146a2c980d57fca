import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';

import { Trimmed } from '@academie/platform';

import { COST_KINDS, type CostKind } from './cost.entity';

/** In cents: a million euros. */
const MOST = 100_000_000;

/** One thing that an offering cost. */
export class CostForm {
  @ApiProperty({ enum: COST_KINDS })
  @IsIn(COST_KINDS)
  kind!: CostKind;

  @ApiPropertyOptional({ type: String, maxLength: 200 })
  @Trimmed()
  @IsString()
  @MaxLength(200)
  about = '';

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST })
  @IsInt()
  @Min(1)
  @Max(MOST)
  cents!: number;
}

/** What an offering may cost. */
export class BudgetForm {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: MOST, description: 'In cents' })
  @IsInt()
  @Min(0)
  @Max(MOST)
  budget!: number;
}

/** What a year may cost. */
export class YearBudgetForm {
  @IsInt()
  @Min(2020)
  @Max(2100)
  year!: number;

  @IsInt()
  @Min(0)
  @Max(MOST * 10)
  budget!: number;
}
