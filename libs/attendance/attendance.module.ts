import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';
import { Navigation, PeopleModule } from '@academie/people';
import { Seeds } from '@academie/platform';

import { AttendanceQueries } from './attendance.queries';
import { AttendanceService } from './attendance.service';
import { Completion } from './completion.entity';
import { Completions } from './completions';
import { CompletionsController } from './completions.controller';
import { DemoAttendanceSeed } from './demo-attendance.seed';
import { LessonsPages } from './lessons.pages';
import { LessonsQueries } from './lessons.queries';
import { Mark } from './mark.entity';
import { Outcomes } from './outcomes';
import { ParticipantPages } from './participant.pages';
import { RegisterController } from './register.controller';
import { Register } from './register.entity';
import { RegisterPages } from './register.pages';
import { RegisterService } from './register.service';
import { SessionHeads } from './session-head';
import { WalkIns } from './walk-ins';

@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    EnrolmentModule,
    TypeOrmModule.forFeature([Register, Mark, Completion]),
  ],
  controllers: [
    LessonsPages,
    RegisterPages,
    ParticipantPages,
    RegisterController,
    CompletionsController,
  ],
  providers: [
    AttendanceQueries,
    AttendanceService,
    Completions,
    DemoAttendanceSeed,
    LessonsQueries,
    Outcomes,
    RegisterService,
    SessionHeads,
    WalkIns,
  ],
  exports: [AttendanceQueries, AttendanceService, Completions, RegisterService, SessionHeads],
})
export class AttendanceModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoAttendanceSeed: DemoAttendanceSeed,
    private readonly navigation: Navigation,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoAttendanceSeed);
    this.navigation.add({
      href: '/lesgeven',
      label: 'Lesgeven',
      position: 40,
      roles: ['trainer'],
    });
  }
}
