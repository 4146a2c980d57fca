import { Refusal } from '@academie/platform';

/** There is no such course, or the reader may not know that there is. */
export class CourseNotFound extends Refusal {
  readonly code = 'catalogue.course-not-found';
  readonly kind = 'not_found' as const;
}
