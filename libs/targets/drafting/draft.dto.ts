import { Type } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** Begins a draft: in which plan, and of which target when it changes one. */
export class BeginDraftForm {
  @Type(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2100)
  year!: number;

  @IsOptional()
  @IsString()
  @MaxLength(10)
  code?: string;
}

/** Which version of the draft somebody looked at. */
export class DraftVersionForm {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  version!: number;
}

/** What is to be changed before it can be adopted. */
export class ReturnDraftForm extends DraftVersionForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  remark!: string;
}
