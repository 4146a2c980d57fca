import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';
import { WritesJournal } from '@academie/platform';

import { CATALOGUE_EVENTS } from './catalogue.events';
import { CatalogueApiQueries } from './api/catalogue-api.queries';
import { CataloguePages } from './search/catalogue.pages';
import { CatalogueQueries } from './search/catalogue.queries';
import { CatalogueSeed } from './course/catalogue.seed';
import { CourseNotes } from './course-page/course-notes';
import { Course, CourseTheme, Prerequisite } from './course/course.entity';
import { CoursePageQueries } from './course-page/course-page.queries';
import { CoursePages } from './course-page/course.pages';
import { CoursesController } from './api/courses.controller';
import { CourseService } from './course/course.service';
import { GoNoGoMails } from './go-no-go/go-no-go.mails';
import { GoNoGoService } from './go-no-go/go-no-go.service';
import { GoNoGoPages } from './go-no-go/go-no-go.pages';
import { DemoCoursesSeed } from './demo/demo-courses.seed';
import { DemoOfferingsSeed } from './demo/demo-offerings.seed';
import { Location } from './offering/location.entity';
import { Offering, OfferingTrainer } from './offering/offering.entity';
import { ManageCoursePages } from './manage/manage-course.pages';
import { ManageOfferingPages } from './manage/manage-offering.pages';
import { ManageOptions } from './manage/manage-options';
import { OfferingActionsPages } from './manage/offering-actions.pages';
import { ManagePages } from './manage/manage.pages';
import { ManageQueries } from './manage/manage.queries';
import { OfferingNotes } from './course-page/offering-notes';
import { OfferingPlanner } from './offering/offering-planner';
import { OfferingsController } from './api/offerings.controller';
import { OfferingSessions } from './offering/offering-sessions';
import { OutsideOfferings } from './offering/outside-offerings';
import { OfferingService } from './offering/offering.service';
import { SessionsController, ThemesController } from './api/reference.controller';
import { Session } from './offering/session.entity';
import { ThemeCalendar } from './api/theme-calendar';
import { Tag, Theme } from './course/theme.entity';
import { CataloguePersonPart } from './person-data.handler';

const ENTITIES = [
  Theme,
  Tag,
  Course,
  CourseTheme,
  Prerequisite,
  Location,
  Offering,
  OfferingTrainer,
  Session,
];

@WritesJournal('catalogue', CATALOGUE_EVENTS)
@Module({
  imports: [PeopleModule, TypeOrmModule.forFeature(ENTITIES)],
  controllers: [
    CataloguePages,
    CoursePages,
    CoursesController,
    GoNoGoPages,
    ManageCoursePages,
    ManageOfferingPages,
    ManagePages,
    OfferingActionsPages,
    OfferingsController,
    SessionsController,
    ThemesController,
  ],
  providers: [
    CatalogueApiQueries,
    CataloguePersonPart,
    CatalogueQueries,
    CatalogueSeed,
    CourseNotes,
    CoursePageQueries,
    CourseService,
    GoNoGoMails,
    GoNoGoService,
    DemoCoursesSeed,
    DemoOfferingsSeed,
    ManageOptions,
    ManageQueries,
    OfferingNotes,
    OfferingPlanner,
    OfferingService,
    OfferingSessions,
    OutsideOfferings,
    ThemeCalendar,
  ],
  exports: [
    CatalogueQueries,
    CourseNotes,
    CourseService,
    OfferingNotes,
    OfferingPlanner,
    OfferingService,
    OutsideOfferings,
  ],
})
export class CatalogueModule {}
