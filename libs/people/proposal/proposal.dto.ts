import { IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

import { FunctionsForm } from '../membership/membership.dto';

/** Other functions where somebody works. */
export class OwnFunctionsForm extends FunctionsForm {
  @IsUUID()
  organisationId!: string;
}

/** One more job, or another one instead of one of now. */
export class OtherWorkForm extends FunctionsForm {
  @IsUUID()
  organisationId!: string;

  /** `add`, or the id of the organisation where the person no longer works. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(36)
  instead!: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  remark?: string;
}

/** Where somebody no longer works. */
export class EndWorkForm {
  @IsUUID()
  organisationId!: string;
}

/** Why a change is refused; the person reads it. */
export class RefuseChangeForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
