import { Module } from '@nestjs/common';

import { PlaceModule } from '../place/place.module';
import { WorkplaceModule } from '../workplace/workplace.module';
import { WorkshopModule } from '../workshop/workshop.module';
import { CancelPages } from './cancel.pages';
import { CoursePageNotes } from './course-page-note';
import { EnrolPages } from './enrol.pages';
import { EnrolmentLinks } from './enrolment-links';
import { FrontPagePart } from './front-page-part';
import { MyEnrolmentsPages } from './my-enrolments.pages';
import { WorkplacePages } from './workplace.pages';

/** Mijn academie: what a participant sees and does. */
@Module({
  imports: [WorkshopModule, PlaceModule, WorkplaceModule],
  controllers: [EnrolPages, WorkplacePages, MyEnrolmentsPages, CancelPages],
  providers: [EnrolmentLinks, CoursePageNotes, FrontPagePart],
  exports: [EnrolmentLinks],
})
export class MineModule {}
