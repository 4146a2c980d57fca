import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** Whether people can be known from a file. */
export class ProofNamesForm {
  @IsIn(['ja', 'nee'])
  names!: 'ja' | 'nee';
}

/** The form beside a file that shows something. */
export class ProofFileForm extends ProofNamesForm {
  /** Dutch: what it is. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(150)
  title!: string;
}

/** Why a file is taken away. */
export class ProofRemovalForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}
