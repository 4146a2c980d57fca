import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';

import { Programme, ProgrammeCourse, ProgrammeStep, ProgrammeTheme } from './programme.entity';
import { ProgrammeDatesQueries } from './programme-dates.queries';
import { ProgrammeQueries } from './programme.queries';
import { ProgrammeService } from './programme.service';

/** Leergangen: several courses in steps, with order and choice. */
@Module({
  imports: [
    PeopleModule,
    TypeOrmModule.forFeature([Programme, ProgrammeTheme, ProgrammeStep, ProgrammeCourse]),
  ],
  providers: [ProgrammeDatesQueries, ProgrammeQueries, ProgrammeService],
  exports: [ProgrammeDatesQueries, ProgrammeQueries, ProgrammeService],
})
export class ProgrammeModule {}
