import { Refusal } from '@academie/platform';

/** Not a document or a picture, or none at all. */
export class UnwantedAnswerFile extends Refusal {
  readonly code = 'enrolment.unwanted-answer-file';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}
