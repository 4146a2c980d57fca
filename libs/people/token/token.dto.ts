import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** A new key. */
export class TokenForm {
  /** What it is for, as its owner reads it later. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  name!: string;

  /** `write` may read too. */
  @IsIn(['read', 'write'])
  scope!: 'read' | 'write';

  /** Days that it works. */
  @IsIn(['30', '90', '365'])
  days!: '30' | '90' | '365';
}
