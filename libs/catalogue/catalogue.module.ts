import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Navigation, PeopleModule } from '@academie/people';
import { Jobs, JournalConsumers, Seeds } from '@academie/platform';

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
import { DecisionMails } from './decision-mails';
import { Decisions } from './decisions';
import { DecisionsPages } from './decisions.pages';
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
import { CataloguePersonPart } from './person-part';

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
    DecisionsPages,
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
    CataloguePersonPart,
    CatalogueQueries,
    CatalogueSeed,
    CourseNotes,
    CoursePageQueries,
    CourseService,
    DecisionMails,
    Decisions,
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
    private readonly consumers: JournalConsumers,
    private readonly jobs: Jobs,
    private readonly decisions: Decisions,
    private readonly decisionMails: DecisionMails,
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
    this.navigation.add({
      href: '/beheer/besluiten',
      label: 'Besluiten',
      description: 'Beslissen of uitvoeringen met te weinig deelnemers doorgaan.',
      roles: ['theme_lead', 'administrator'],
      position: 12,
      section: 'admin',
    });
    this.consumers.register(this.decisionMails);
    this.jobs.every('*/15 * * * *', 'catalogue.decisions', async () => {
      await this.decisions.due();
    });
    this.seeds.add(this.demoCoursesSeed);
    this.seeds.add(this.demoOfferingsSeed);
  }
}
