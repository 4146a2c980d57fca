import { Refusal } from '@academie/platform';

/** More questions than people answer. */
export class TooManyQuestions extends Refusal {
  readonly code = 'attendance.too-many-questions';
  readonly kind = 'conflict' as const;
}

/** The same words are asked here. */
export class QuestionAsked extends Refusal {
  readonly code = 'attendance.question-asked';
  readonly kind = 'conflict' as const;
  override readonly field = 'text';
}
