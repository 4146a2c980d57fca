import { Injectable } from '@nestjs/common';

import { type CourseLink, LinksOnManagedCourses } from '@academie/catalogue';
import { t } from '@academie/platform';

import { contentHref } from './editor-addresses';

/** The way to the lessons from the page on which a course is managed. */
@Injectable()
export class ContentLinks {
  @LinksOnManagedCourses()
  of(courseId: string): CourseLink {
    return { label: t('elearning.lessons'), href: contentHref(courseId) };
  }
}
