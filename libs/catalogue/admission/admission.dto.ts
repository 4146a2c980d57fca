import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { IsAddress, Trimmed } from '@academie/platform';

/** Who is let in, and why. */
export class AdmissionRequest {
  @ApiProperty({ format: 'email', maxLength: 254, description: 'Of somebody the academie knows' })
  @IsAddress()
  email!: string;

  @ApiProperty({ maxLength: 500, description: 'Why this person comes in; it stays in the journal' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
