import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsUrl,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { IsDay, IsTime, Trimmed } from '@academie/platform';

import { type Mode, MODES } from '../course/course.entity';
import { MOST_DAYS, type Rhythm, RHYTHMS } from './series-days';

/** What a series makes: a date for each day, or one date with all days as sessions. */
export const SERIES_KINDS = ['offerings', 'sessions'] as const;

/** The form of a series. Empty fields arrive as null. */
export class SeriesForm {
  @IsUUID('all')
  key!: string;

  @IsIn(RHYTHMS)
  rhythm!: Rhythm;

  @IsInt()
  @Min(1)
  @Max(7)
  weekday!: number;

  @IsDay()
  from!: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS)
  count?: number | null;

  @IsOptional()
  @IsDay()
  until?: string | null;

  @IsTime()
  starts!: string;

  @IsTime()
  ends!: string;

  @IsIn(SERIES_KINDS)
  kind!: (typeof SERIES_KINDS)[number];

  @IsIn(MODES)
  mode!: Mode;

  @IsInt()
  @Min(1)
  @Max(100_000)
  capacity!: number;

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

/** As it is pressed after the preview: with the days that stay. */
export class ChosenSeriesForm extends SeriesForm {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_DAYS)
  @IsDay({ each: true })
  @Type(() => String)
  days!: string[];
}
