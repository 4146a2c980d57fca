import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min, ValidateIf } from 'class-validator';

import { COMPLETION_RULES, type ContentRule } from '../content/content-version.entity';
import { MaybeText, Text, Ticked, WholeNumber } from '../question/question-body';

/** A whole number of a form; null for a field that was left empty. */
const Whole =
  (least: number, most: number): PropertyDecorator =>
  (target, key) => {
    Transform(({ value }: { value: unknown }) => {
      if (typeof value !== 'string') return value;
      const typed = value.trim();
      return typed === '' ? null : /^-?\d{1,6}$/.test(typed) ? Number(typed) : typed;
    })(target, key);
    Max(most)(target, key);
    Min(least)(target, key);
    IsInt()(target, key);
    IsOptional()(target, key);
  };

/** A new module, or another name for one. */
export class ModuleForm {
  @Text(200)
  title!: string;
}

/** A new lesson or test in a module. */
export class NewLessonForm {
  @Text(200)
  title!: string;

  @IsUUID()
  moduleKey!: string;

  @Ticked()
  isTest?: boolean;
}

/** A lesson besides its blocks; the last fields are of a test only. */
export class LessonForm {
  @Text(200)
  title!: string;

  @Whole(1, 600)
  minutes?: number | null;

  @IsUUID()
  moduleKey!: string;

  @Ticked()
  isTest?: boolean;

  @Whole(1, 100)
  passMark?: number | null;

  @Whole(1, 200)
  draw?: number | null;

  @Whole(1, 100)
  attempts?: number | null;

  @Whole(0, 43_200)
  coolingMinutes?: number | null;

  @Ticked()
  shuffle?: boolean;
}

/** Publishing a draft. */
export class PublishForm {
  @MaybeText(1000)
  changeNote?: string;

  @IsIn(COMPLETION_RULES)
  rule!: ContentRule;

  /** Of the rule `part`; whatever stands there for another one is left alone. */
  @ValidateIf(({ rule }: PublishForm) => rule === 'part')
  @WholeNumber(1, 99)
  readingPercent?: number;
}
