import { Refusal } from '@academie/platform';

/** Nothing was chosen. */
export class NoAnswerFile extends Refusal {
  readonly code = 'enrolment.no-answer-file';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** Not a document or a picture, or too large. */
export class UnwantedAnswerFile extends Refusal {
  readonly code = 'enrolment.unwanted-answer-file';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}
