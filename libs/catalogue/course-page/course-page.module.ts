import { Module } from '@nestjs/common';

import { AdmissionModule } from '../admission/admission.module';
import { CourseNotes, OfferingNotes } from './course-page-slots';
import { CoursePageReader } from './course-page-reader';
import { CoursePageQueries } from './course-page.queries';
import { CoursePages } from './course.pages';

/** The page of one course. */
@Module({
  imports: [AdmissionModule],
  controllers: [CoursePages],
  providers: [CourseNotes, CoursePageQueries, CoursePageReader, OfferingNotes],
  exports: [CourseNotes, CoursePageQueries, CoursePageReader, OfferingNotes],
})
export class CoursePageModule {}
