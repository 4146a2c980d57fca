import { Module } from '@nestjs/common';

import { WritesJournal } from '@academie/platform';

import { CATALOGUE_EVENTS } from './catalogue.events';
import { CourseModule } from './course/course.module';
import { LocationModule } from './location/location.module';
import { MeansModule } from './means/means.module';
import { OfferingModule } from './offering/offering.module';
import { BookingModule } from './booking/booking.module';
import { AdmissionModule } from './admission/admission.module';
import { PictureModule } from './picture/picture.module';
import { ValidityModule } from './validity/validity.module';
import { ProgrammeModule } from './programme/programme.module';
import { SearchModule } from './search/search.module';
import { FrontModule } from './front/front.module';
import { CoursePageModule } from './course-page/course-page.module';
import { ApiModule } from './api/api.module';
import { ManageModule } from './manage/manage.module';
import { PicturePageModule } from './picture-page/picture-page.module';
import { ProgrammePageModule } from './programme-page/programme-page.module';
import { SeriesModule } from './series/series.module';
import { WorkshopModule } from './workshop/workshop.module';
import { SessionTrainerModule } from './session-trainer/session-trainer.module';
import { HoursModule } from './hours/hours.module';
import { TrainerAbsenceModule } from './trainer-absence/trainer-absence.module';
import { PlanningModule } from './planning/planning.module';
import { MaterialModule } from './material/material.module';
import { CostModule } from './cost/cost.module';
import { GoNoGoModule } from './go-no-go/go-no-go.module';
import { PlaceReminderModule } from './place-reminder/place-reminder.module';
import { DemoModule } from './demo/demo.module';
import { CataloguePersonPart } from './person-data.handler';

const FOLDERS = [
  CourseModule,
  ValidityModule,
  LocationModule,
  MeansModule,
  OfferingModule,
  BookingModule,
  AdmissionModule,
  PictureModule,
  ProgrammeModule,
  SearchModule,
  FrontModule,
  CoursePageModule,
  ApiModule,
  ManageModule,
  PicturePageModule,
  ProgrammePageModule,
  SeriesModule,
  WorkshopModule,
  SessionTrainerModule,
  HoursModule,
  TrainerAbsenceModule,
  PlanningModule,
  MaterialModule,
  CostModule,
  GoNoGoModule,
  PlaceReminderModule,
  DemoModule,
];

/** Themes, courses, offerings and sessions: what is on offer. */
@WritesJournal('catalogue', CATALOGUE_EVENTS)
@Module({
  imports: FOLDERS,
  providers: [CataloguePersonPart],
  exports: FOLDERS,
})
export class CatalogueModule {}
