import { IsInt, IsNotEmpty, IsString, Max, MaxLength, Min } from 'class-validator';

import { Trimmed, VisibleName } from '@academie/platform';

/** More pieces than this nobody carries; a mistyped number would make as many rows. */
export const MOST_PIECES = 200;

/** The form of means. */
export class MeansForm {
  @VisibleName()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name!: string;

  @IsInt()
  @Min(1)
  @Max(MOST_PIECES)
  pieces!: number;

  @Trimmed()
  @IsString()
  @MaxLength(1000)
  about!: string;

  @Trimmed()
  @IsString()
  @MaxLength(500)
  delivery!: string;

  @Trimmed()
  @IsString()
  @MaxLength(300)
  contact!: string;
}
