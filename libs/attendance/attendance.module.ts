import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';
import { PeopleModule } from '@academie/people';
import { Seeds } from '@academie/platform';

import { Completion } from './completion.entity';
import { DemoAttendanceSeed } from './demo-attendance.seed';
import { Mark } from './mark.entity';
import { Register } from './register.entity';

@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    EnrolmentModule,
    TypeOrmModule.forFeature([Register, Mark, Completion]),
  ],
  providers: [DemoAttendanceSeed],
})
export class AttendanceModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoAttendanceSeed: DemoAttendanceSeed,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoAttendanceSeed);
  }
}
