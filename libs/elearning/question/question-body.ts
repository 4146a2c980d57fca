import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

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

/** A list of texts; a form sends one on each line. */
export const Lines =
  (least: number, most: number, longest: number): PropertyDecorator =>
  (target, key) => {
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string'
        ? value
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean)
        : value,
    )(target, key);
    MaxLength(longest, { each: true })(target, key);
    IsString({ each: true })(target, key);
    ArrayMaxSize(most)(target, key);
    ArrayMinSize(least)(target, key);
    IsArray()(target, key);
  };

/** A whole number; a form sends text. */
export const WholeNumber =
  (least: number, most: number): PropertyDecorator =>
  (target, key) => {
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : value,
    )(target, key);
    Max(most)(target, key);
    Min(least)(target, key);
    IsInt()(target, key);
  };

/** A number as people type it, with a comma or a point; undefined for what is none. */
export function typedNumber(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^-?\d{1,9}(?:[.,]\d{1,6})?$/.test(text.trim()))
    return undefined;
  return Number(text.trim().replace(',', '.'));
}

/** A number with or without decimals; a form sends text, and an empty field for none. */
export const Decimal =
  (least: number, most: number): PropertyDecorator =>
  (target, key) => {
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && value.trim() === '' ? undefined : (typedNumber(value) ?? value),
    )(target, key);
    Max(most)(target, key);
    Min(least)(target, key);
    IsNumber()(target, key);
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
