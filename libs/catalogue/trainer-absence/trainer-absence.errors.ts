import { Refusal } from '@academie/platform';

/** The last day lies before the first or before today, or more than a year after the first. */
export class AbsenceDaysWrong extends Refusal {
  readonly code = 'catalogue.absence-days-wrong';
  readonly kind = 'invalid' as const;
  override readonly field = 'lastDay';
}

/** More than anybody keeps up by hand. */
export class TooManyAbsences extends Refusal {
  readonly code = 'catalogue.too-many-absences';
  readonly kind = 'conflict' as const;
  override readonly field = 'firstDay';
}
