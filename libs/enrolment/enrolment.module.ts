import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';
import { Seeds } from '@academie/platform';

import { CalendarEntry, CalendarFeed } from './calendar.entity';
import { DemoEnrolmentsSeed } from './demo-enrolments.seed';
import { Enrolment } from './enrolment.entity';

@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    TypeOrmModule.forFeature([Enrolment, CalendarEntry, CalendarFeed]),
  ],
  providers: [DemoEnrolmentsSeed],
})
export class EnrolmentModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoEnrolmentsSeed: DemoEnrolmentsSeed,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoEnrolmentsSeed);
  }
}
