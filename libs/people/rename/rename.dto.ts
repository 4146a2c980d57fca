import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { VisibleText } from '@academie/platform';

import { ReasonRequest } from '../merge/merge.dto';

/** The right name of somebody, and why the old one was wrong. */
export class RenameRequest extends ReasonRequest {
  @ApiProperty({ maxLength: 100 })
  @VisibleText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  givenName!: string;

  @ApiProperty({ maxLength: 100, description: 'With its prefix: "ter Braak"' })
  @VisibleText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  familyName!: string;
}
