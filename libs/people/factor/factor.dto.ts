import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

import { LONGEST_PASSWORD } from '../password/password-rules';

/** A form that knows where to go when it is done. */
class FormWithNext {
  /** A path of ours. */
  @IsOptional()
  @IsString()
  next?: string;
}

/** A code of the app, or a recovery code. */
export class CodeForm extends FormWithNext {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  code!: string;
}

/** Who shows again who it is; what is asked depends on what they have. */
export class ProofForm extends FormWithNext {
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  password?: string;

  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(50)
  code?: string;
}

/** A passkey that a browser made, and how its owner calls it. */
export class PasskeyForm extends FormWithNext {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  name!: string;

  /** What the browser answered, as JSON. */
  @IsOptional()
  @IsString()
  answer?: string;
}
