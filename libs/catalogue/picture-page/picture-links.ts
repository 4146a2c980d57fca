import { Injectable } from '@nestjs/common';

import { t } from '@academie/platform';

import { type CourseLink, LinksOnManagedCourses } from '../manage/course-links';

export const pictureHref = (courseId: string): string => `/beheer/aanbod/${courseId}/afbeelding`;

/** The way to the picture from the page on which a course is managed. */
@Injectable()
export class PictureLinks {
  @LinksOnManagedCourses()
  of(courseId: string): CourseLink {
    return { label: t('catalogue.picture.label'), href: pictureHref(courseId) };
  }
}
