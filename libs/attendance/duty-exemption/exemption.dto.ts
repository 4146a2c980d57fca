import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';

import { IsDay, Trimmed } from '@academie/platform';

/** Somebody asks to have counted what was learned elsewhere; the proof comes along. */
export class EarlierLearningForm {
  @IsDay()
  learnedOn!: string;

  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason!: string;
}

/** What a coordinator says to it. */
export class DecideForm {
  @IsIn(['grant', 'refuse'])
  verdict!: 'grant' | 'refuse';

  @Trimmed()
  @IsString()
  @MaxLength(500)
  decision = '';
}

/** How many duties are handled in one command. */
export const MOST_DUTIES = 500;

/** What a coordinator does about the duties of several people. */
export class CareForm {
  @ApiProperty({ enum: ['extend', 'waive'] })
  @IsIn(['extend', 'waive'])
  action!: 'extend' | 'waive';

  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: MOST_DUTIES })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_DUTIES)
  @IsUUID('all', { each: true })
  dutyIds!: string[];

  @ApiProperty({ format: 'date', description: 'Within three years' })
  @IsDay()
  until!: string;

  @ApiProperty({ maxLength: 500, description: 'Read by the person' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
