import { IsIn, IsOptional, IsUUID, ValidateIf } from 'class-validator';

import { Text } from '../question/question-body';

export const FORMATS = ['markdown', 'gift'] as const;

/** A text that was written elsewhere. */
export class ContentImportForm {
  @IsIn(FORMATS)
  format!: (typeof FORMATS)[number];

  /** Where questions go. */
  @ValidateIf(({ format }: ContentImportForm) => format === 'gift')
  @IsUUID()
  lessonKey?: string;

  @Text(200_000)
  text!: string;

  /** Only to look at what would come of it. */
  @IsOptional()
  @IsIn(['preview'])
  what?: 'preview';
}
