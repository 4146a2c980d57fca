import { Module } from '@nestjs/common';

import { CourseNotes } from './course-notes';
import { CoursePageQueries } from './course-page.queries';
import { CoursePages } from './course.pages';
import { OfferingNotes } from './offering-notes';

/** The page of one course. */
@Module({
  controllers: [CoursePages],
  providers: [CourseNotes, CoursePageQueries, OfferingNotes],
  exports: [CourseNotes, CoursePageQueries, OfferingNotes],
})
export class CoursePageModule {}
