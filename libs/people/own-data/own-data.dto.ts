import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** The form by which somebody asks to be erased. */
export class ErasureRequestForm {
  @Trimmed()
  @IsString()
  @MaxLength(1000)
  reason = '';
}

/** The form by which an administrator says why nothing is erased. */
export class ErasureAnswerForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  answer!: string;
}
