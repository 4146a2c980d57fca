import { type DynamicModule, Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';
import { AttendanceModule } from '@academie/attendance';
import { CatalogueModule } from '@academie/catalogue';
import { ElearningModule } from '@academie/elearning';
import { EnrolmentModule } from '@academie/enrolment';
import { PeopleModule } from '@academie/people';
import { Clock, type Config, PlatformModule } from '@academie/platform';
import { TargetsModule } from '@academie/targets';

/** All libs on one wiring; the three doors (web, worker, command line) differ in what they start. */
@Module({})
export class AcademieModule {
  static with(config: Config, clock = new Clock()): DynamicModule {
    return {
      module: AcademieModule,
      imports: [
        PlatformModule.with(config, clock),
        PeopleModule,
        CatalogueModule,
        EnrolmentModule,
        ElearningModule,
        AttendanceModule,
        ActsModule,
        TargetsModule,
      ],
    };
  }
}
