import { Module } from '@nestjs/common';

import { PlaceModule } from '../place/place.module';
import { CancelPages } from './cancel.pages';
import { CoursePageNotes } from './course-page-note';
import { EnrolPages } from './enrol.pages';
import { EnrolmentLinks } from './enrolment-links';
import { MyEnrolmentsPages } from './my-enrolments.pages';

/** Mijn academie: what a participant sees and does. */
@Module({
  imports: [PlaceModule],
  controllers: [EnrolPages, MyEnrolmentsPages, CancelPages],
  providers: [EnrolmentLinks, CoursePageNotes],
  exports: [EnrolmentLinks],
})
export class MineModule {}
