import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, MaxLength, Min } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** Which tool a lesson opens, and where it goes. */
export class ToolChoiceForm {
  @IsUUID()
  toolId!: string;

  @IsUUID()
  moduleKey!: string;

  /** The title that the tool gives when it is empty. */
  @IsOptional()
  @Trimmed()
  @MaxLength(200)
  title?: string;

  @Transform(({ value }: { value: unknown }) => {
    if (typeof value !== 'string') return value;
    const typed = value.trim();
    return typed === '' ? undefined : /^\d{1,3}$/.test(typed) ? Number(typed) : typed;
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  passMark?: number;
}
