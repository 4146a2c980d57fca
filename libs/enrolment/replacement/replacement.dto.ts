import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator';

import { IsAddress, Trimmed } from '@academie/platform';

const MAX_REASON = 500;

/** Body of POST enrolments/{id}/replacement. */
export class ReplaceRequest {
  @ApiProperty({ format: 'uuid', description: 'Who takes the seat over' })
  @IsUUID('all')
  personId!: string;

  @ApiPropertyOptional({ maxLength: MAX_REASON, description: 'Why; no names, no case details' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(MAX_REASON)
  reason?: string;
}

/** The form of a coordinator, who picks a colleague, and of an organiser, who types an address. */
export class ReplaceForm {
  @ValidateIf(({ email }: ReplaceForm) => email === undefined)
  @IsUUID('all')
  personId?: string;

  @IsOptional()
  @IsAddress()
  email?: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(MAX_REASON)
  reason?: string;
}
