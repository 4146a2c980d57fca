import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Length, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** Something wrong with a field, as a code with a text at `elearning.refusal.<name>`. */
export interface InputProblem {
  field: string;
  code: string;
}

/** A box of a form that was ticked. */
export const Ticked = (): PropertyDecorator => (target, key) => {
  Transform(({ value }: { value: unknown }) => value === 'ja' || value === true)(target, key);
  IsOptional()(target, key);
  IsBoolean()(target, key);
};

/** Text that must be there, without blanks around it. */
export const Text =
  (most: number): PropertyDecorator =>
  (target, key) => {
    Trimmed()(target, key);
    Length(1, most)(target, key);
    IsString()(target, key);
  };

/** Text that may be left out. */
export const MaybeText =
  (most: number): PropertyDecorator =>
  (target, key) => {
    Trimmed()(target, key);
    MaxLength(most)(target, key);
    IsString()(target, key);
    IsOptional()(target, key);
  };

/** What every question has. */
export class QuestionBody {
  /** The question itself, in plain text. */
  @Text(1000)
  prompt!: string;

  /** Read by everybody after answering, in Markdown. */
  @MaybeText(3000)
  explanation?: string;
}
