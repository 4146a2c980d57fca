import { OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

import { GuestInput } from './attendance.dto';
import { MARK_CHOICES } from '../mark/mark-value';

const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() || undefined : value;

/** The form that puts one mark right afterwards. */
export class CorrectionForm {
  @IsIn(MARK_CHOICES)
  value!: (typeof MARK_CHOICES)[number];

  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** The form for a guest; a browser sends what was left open as an empty text. */
export class GuestForm extends OmitType(GuestInput, ['organisationId'] as const) {
  @Transform(trimmed)
  @IsOptional()
  @IsUUID('all')
  organisationId?: string;
}
