import { Type } from 'class-transformer';
import { IsInt } from 'class-validator';

/** For how long one kind of data is kept. */
export class PeriodForm {
  /** Days; the limits differ by kind. */
  @Type(() => Number)
  @IsInt()
  days!: number;
}
