import { Injectable } from '@nestjs/common';

import { type CourseLink, LinksOnManagedCourses } from '@academie/catalogue';
import { t } from '@academie/platform';

/** The way to the questions from the page on which a course is managed. */
@Injectable()
export class AddedQuestionLinks {
  @LinksOnManagedCourses()
  of(courseId: string): CourseLink {
    return {
      label: t('attendance.added-question.title'),
      href: `/beheer/aanbod/${courseId}/evaluatievragen`,
    };
  }
}
