import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';
import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';
import { AttendanceModule } from '@academie/attendance';

import { DigestKey, ErasedParticipant } from './erased-participant.entity';
import { ErasedParticipants } from './erased-participants';
import { ParticipantImports } from './participant-importer';
import { ParticipantWriter } from './participant-writer';
import { ParticipationReport } from './participation-report.entity';
import { ParticipationReports } from './participation-reports';
import { Participation } from './participation.entity';

/** Rows that become participations elsewhere. */
@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    EnrolmentModule,
    AttendanceModule,
    TypeOrmModule.forFeature([Participation, ParticipationReport, DigestKey, ErasedParticipant]),
  ],
  providers: [ErasedParticipants, ParticipantImports, ParticipantWriter, ParticipationReports],
  exports: [ErasedParticipants, ParticipantImports, ParticipationReports],
})
export class ParticipantImportModule {}
