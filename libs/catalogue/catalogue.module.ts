import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Navigation, PeopleModule } from '@academie/people';
import { Seeds } from '@academie/platform';

import { CatalogueApiQueries } from './catalogue-api.queries';
import { CataloguePages } from './catalogue.pages';
import { CatalogueQueries } from './catalogue.queries';
import { CatalogueSeed } from './catalogue.seed';
import { CourseNotes } from './course-notes';
import { Course, CourseTheme, Prerequisite } from './course.entity';
import { CoursePageQueries } from './course-page.queries';
import { CoursePages } from './course.pages';
import { CoursesController } from './courses.controller';
import { CourseService } from './course.service';
import { DemoCoursesSeed } from './demo-courses.seed';
import { DemoOfferingsSeed } from './demo-offerings.seed';
import { Location } from './location.entity';
import { Offering, OfferingTrainer } from './offering.entity';
import { ManageCoursePages } from './manage-course.pages';
import { ManageOfferingPages } from './manage-offering.pages';
import { ManageOptions } from './manage-options';
import { ManageStepsPages } from './manage-steps.pages';
import { ManagePages } from './manage.pages';
import { ManageQueries } from './manage.queries';
import { OfferingNotes } from './offering-notes';
import { OfferingPlanner } from './offering-planner';
import { OfferingsController } from './offerings.controller';
import { OfferingSessions } from './offering-sessions';
import { OfferingService } from './offering.service';
import { SessionsController, ThemesController } from './reference.controller';
import { Session } from './session.entity';
import { ThemeCalendar } from './theme-calendar';
import { Tag, Theme } from './theme.entity';

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

@Module({
  imports: [PeopleModule, TypeOrmModule.forFeature(ENTITIES)],
  controllers: [
    CataloguePages,
    CoursePages,
    CoursesController,
    ManageCoursePages,
    ManageOfferingPages,
    ManagePages,
    ManageStepsPages,
    OfferingsController,
    SessionsController,
    ThemesController,
  ],
  providers: [
    CatalogueApiQueries,
    CatalogueQueries,
    CatalogueSeed,
    CourseNotes,
    CoursePageQueries,
    CourseService,
    DemoCoursesSeed,
    DemoOfferingsSeed,
    ManageOptions,
    ManageQueries,
    OfferingNotes,
    OfferingPlanner,
    OfferingService,
    OfferingSessions,
    ThemeCalendar,
  ],
  exports: [
    CatalogueQueries,
    CourseNotes,
    CourseService,
    OfferingNotes,
    OfferingPlanner,
    OfferingService,
  ],
})
export class CatalogueModule implements OnModuleInit {
  constructor(
    private readonly navigation: Navigation,
    private readonly seeds: Seeds,
    private readonly demoCoursesSeed: DemoCoursesSeed,
    private readonly demoOfferingsSeed: DemoOfferingsSeed,
  ) {}

  onModuleInit(): void {
    this.navigation.add({ href: '/', label: 'Aanbod', position: 10 });
    this.navigation.add({
      href: '/beheer/aanbod',
      label: 'Aanbod',
      description: 'Trainingen en uitvoeringen maken, wijzigen en publiceren.',
      roles: ['theme_lead', 'administrator'],
      position: 10,
      section: 'admin',
    });
    this.seeds.add(this.demoCoursesSeed);
    this.seeds.add(this.demoOfferingsSeed);
  }
}
