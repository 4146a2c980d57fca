import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';
import { Jobs, JournalConsumers, Seeds } from '@academie/platform';

import { CalendarEntry, CalendarFeed } from './calendar.entity';
import { CalendarEntries } from './calendar-entries';
import { DemoEnrolmentsSeed } from './demo-enrolments.seed';
import { EnrolmentAccess } from './enrolment-access';
import { EnrolmentController } from './enrolment.controller';
import { Enrolment } from './enrolment.entity';
import { EnrolmentMails } from './enrolment.mails';
import { EnrolmentQueries } from './enrolment.queries';
import { EnrolmentService } from './enrolment.service';
import { EnrolmentMailFacts } from './mail-facts';
import { OfferingChanges } from './offering-changes';
import { RegisterChanges } from './register-changes';
import { SessionsQueries } from './sessions.queries';
import { WaitingList } from './waiting-list';

@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    TypeOrmModule.forFeature([Enrolment, CalendarEntry, CalendarFeed]),
  ],
  controllers: [EnrolmentController],
  providers: [
    CalendarEntries,
    DemoEnrolmentsSeed,
    EnrolmentAccess,
    EnrolmentMailFacts,
    EnrolmentMails,
    EnrolmentQueries,
    EnrolmentService,
    OfferingChanges,
    RegisterChanges,
    SessionsQueries,
    WaitingList,
  ],
  exports: [EnrolmentAccess, EnrolmentQueries, EnrolmentService, RegisterChanges, WaitingList],
})
export class EnrolmentModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoEnrolmentsSeed: DemoEnrolmentsSeed,
    private readonly consumers: JournalConsumers,
    private readonly jobs: Jobs,
    private readonly offeringChanges: OfferingChanges,
    private readonly mails: EnrolmentMails,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoEnrolmentsSeed);
    this.consumers.register(this.offeringChanges);
    this.consumers.register(this.mails);
    this.jobs.every('*/5 * * * *', 'enrolment.end-waiting-lists', async () => {
      await this.offeringChanges.lapseStarted();
    });
  }
}
