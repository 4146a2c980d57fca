import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsUUID, ValidateNested } from 'class-validator';

import { MaybeText, WholeNumber } from '../question/question-body';

/** What somebody thinks of one answer. */
export class JudgementForm {
  @IsUUID()
  questionId!: string;

  @WholeNumber(0, 100)
  percent!: number;

  @MaybeText(2000)
  remark?: string;
}

/** All open answers of one test. */
export class ReviewForm {
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => JudgementForm)
  answers!: JudgementForm[];
}
