import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

import { TAKE_BACK_REASONS, type TakeBackReason } from './acknowledgement.entity';

/** The form with which somebody says to have read it. */
export class ReadForm {
  @IsUUID()
  organisationId!: string;
}

/** Why it is taken back. */
export class TakeBackForm {
  @IsIn(TAKE_BACK_REASONS)
  reason!: TakeBackReason;
}

/** The form in which an organiser says as what reading counts. */
export class CountsForm {
  @IsBoolean()
  counts!: boolean;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  countsAs?: string | null;
}
