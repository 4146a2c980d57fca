import { OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';

import { GuestInput } from './attendance.dto';
import { MARK_CHOICES } from '../mark/mark-value';

const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() || undefined : value;

/** A register as a whole, as a browser without JavaScript sends it; what is in it is looked at with its rows. */
export class RegisterForm {
  /** By enrolment. */
  @IsOptional() @IsObject() marks?: Record<string, unknown>;
  /** By enrolment; for who was there for a part. */
  @IsOptional() @IsObject() minutes?: Record<string, unknown>;
  /** The moment up to which the page had shown marks. */
  @IsOptional() @IsString() seen?: string;
  /** `paper` when it was copied from a list. */
  @IsOptional() @IsString() source?: string;
  /** What was searched for. */
  @IsOptional() @IsString() q?: string;
  /** What holds for everybody without a mark. */
  @IsOptional() @IsString() rest?: string;
  /** `ja` when the page has said for how many people that is. */
  @IsOptional() @IsIn(['ja']) sure?: string;
}

/** The form that closes a register. */
export class CloseForm {
  /** `ja` when it is to be closed before the session has ended. */
  @IsOptional() @IsIn(['ja']) early?: string;
}

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

  /** `ja` when this is another person than the one of that name on the list. */
  @IsOptional()
  @IsIn(['ja'])
  another?: string;
}
