import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';
import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';
import { AttendanceModule } from '@academie/attendance';

import { ParticipantImports } from './participant-importer';
import { ParticipantWriter } from './participant-writer';
import { Participation } from './participation.entity';

/** Rows that become participations elsewhere. */
@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    EnrolmentModule,
    AttendanceModule,
    TypeOrmModule.forFeature([Participation]),
  ],
  providers: [ParticipantImports, ParticipantWriter],
  exports: [ParticipantImports],
})
export class ParticipantImportModule {}
