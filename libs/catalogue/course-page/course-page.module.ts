import { Module } from '@nestjs/common';

import { CourseNotes, OfferingNotes } from './course-page-slots';
import { CoursePageQueries } from './course-page.queries';
import { CoursePages } from './course.pages';

/** The page of one course. */
@Module({
  controllers: [CoursePages],
  providers: [CourseNotes, CoursePageQueries, OfferingNotes],
  exports: [CourseNotes, CoursePageQueries, OfferingNotes],
})
export class CoursePageModule {}
