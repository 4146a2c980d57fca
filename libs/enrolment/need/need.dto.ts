import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** Body of PUT enrolments/{id}/needs, and the form that asks for it. What is left out is nothing. */
export class NeedRequest {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 200,
    description: 'What the person does not eat',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(200)
  diet?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 500,
    description: 'What makes it accessible for the person',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  access?: string | null;
}

/** What somebody needs. */
export class NeedResponse {
  @ApiProperty()
  diet!: string;

  @ApiProperty()
  access!: string;
}
