import { Injectable } from '@nestjs/common';

import { t } from '@academie/platform';

import { type CourseLink, LinksOnManagedCourses } from '../manage/course-links';

export const materialHref = (courseId: string): string => `/beheer/aanbod/${courseId}/materiaal`;

/** The way to the material from the page on which a course is managed. */
@Injectable()
export class MaterialLinks {
  @LinksOnManagedCourses()
  of(courseId: string): CourseLink {
    return { label: t('catalogue.material.label'), href: materialHref(courseId) };
  }
}
