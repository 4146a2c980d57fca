import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';

import { PlaceModule } from '../place/place.module';
import { ProgrammeOrderModule } from '../programme-order/programme-order.module';
import { MyProgrammesPages } from './my-programmes.pages';
import { ProgrammeEnrolPages } from './programme-enrol.pages';
import { ProgrammeEnrolment } from './programme-enrolment.entity';
import { ProgrammeEnrolmentService } from './programme-enrolment.service';
import { ProgrammeEnrolmentsController } from './programme-enrolments.controller';
import { ProgrammeProgressQueries } from './programme-progress.queries';

/** Following a leergang: choosing dates for its steps, and how far people are. */
@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    PlaceModule,
    ProgrammeOrderModule,
    TypeOrmModule.forFeature([ProgrammeEnrolment]),
  ],
  controllers: [MyProgrammesPages, ProgrammeEnrolmentsController, ProgrammeEnrolPages],
  providers: [ProgrammeEnrolmentService, ProgrammeProgressQueries],
  exports: [ProgrammeProgressQueries],
})
export class ProgrammeModule {}
