import { Transform } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** What is wrong with something that counts, or what lacks. */
export class ContestForm {
  /** Dutch. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** What a theme lead says of it. */
export class AnswerForm {
  @IsIn(['ja', 'nee'])
  right!: 'ja' | 'nee';

  /** Dutch. */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  answer!: string;

  /** A path in the academie; a browser sends '' for what was left open. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value.trim() === '' ? undefined : value,
  )
  @IsOptional()
  @IsString()
  @MaxLength(300)
  @Matches(/^\/(?!\/)[\w\-/?=&#.%]*$/)
  correction?: string;
}
