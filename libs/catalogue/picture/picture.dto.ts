import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength, ValidateIf } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** The form of the picture of a course, besides its file. */
export class CoursePictureForm {
  /** It says nothing that the text does not. */
  @IsOptional()
  @IsIn(['ja'])
  decorative?: 'ja';

  /** What can be seen on it. */
  @ValidateIf(({ decorative }: CoursePictureForm) => decorative !== 'ja')
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  alternative?: string;
}
