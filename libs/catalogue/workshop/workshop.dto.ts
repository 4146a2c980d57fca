import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

export const MOST_WORKSHOPS = 24;
export const MOST_ROUNDS = 6;

/** One workshop as typed. */
export class WorkshopFields {
  @IsOptional()
  @IsUUID('all')
  id?: string;

  @IsInt()
  @Min(1)
  @Max(MOST_ROUNDS)
  round!: number;

  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title!: string;

  @Trimmed()
  @IsString()
  @MaxLength(200)
  place!: string;

  @IsInt()
  @Min(1)
  @Max(10_000)
  seats!: number;
}

/** All workshops of an offering, in order. */
export class WorkshopsForm {
  @ArrayMaxSize(MOST_WORKSHOPS)
  @ValidateNested({ each: true })
  @Type(() => WorkshopFields)
  workshops!: WorkshopFields[];
}
