import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { AudienceFields } from './audience.dto';

/** What a course says on its certificate. */
export class CourseCertificateFields extends AudienceFields {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 120,
    nullable: true,
    description: 'How long its certificate counts, in months; null is for good',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(120)
  certificateValidMonths?: number | null;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100000,
    nullable: true,
    description: 'Length on its certificate, in minutes; null is as long as the sessions',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  certificateMinutes?: number | null;

  @ApiPropertyOptional({
    type: String,
    maxLength: 120,
    nullable: true,
    description: 'Who signs its certificate: name and function',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  certificateSignatory?: string | null;

  @ApiPropertyOptional({
    type: 'number',
    minimum: 0.5,
    maximum: 100,
    nullable: true,
    description: 'Points for lasting education on its certificate',
  })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 1 })
  @Min(0.5)
  @Max(100)
  pePoints?: number | null;

  @ApiPropertyOptional({
    type: String,
    minLength: 1,
    maxLength: 200,
    nullable: true,
    description: 'Registers that accredited it, with its numbers there; on its certificate',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  accreditation?: string | null;
}
