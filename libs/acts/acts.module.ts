import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AttendanceModule } from '@academie/attendance';
import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';
import { PeopleModule } from '@academie/people';
import { WritesJournal } from '@academie/platform';

import { ACTS_EVENTS } from './acts.events';
import { Act, ActOrganisation } from './act/act.entity';
import { ActAccess } from './kind/act-access';
import { ActCounting } from './act/act-counting';
import { ActImports } from './act-import/act-importer';
import { ActFormPages } from './act-pages/act-form.pages';
import { ActKindsController } from './kind/act-kinds.controller';
import { ActKinds } from './kind/act-kinds';
import { ActQueries } from './act/act.queries';
import { ActService } from './act/act.service';
import { ActsController } from './act/acts.controller';
import { ActsPages } from './act-pages/acts.pages';
import { DemoActsSeed } from './demo/demo-acts.seed';
import { ImportChunks } from './import/import-chunks';
import { ImportRetention } from './import/import-retention';
import { Import, ImportRow } from './act/import.entity';
import { ImportPages } from './import/import.pages';
import { ImportQueries } from './import/import.queries';
import { ImportService } from './import/import.service';
import { ImportWorker } from './import/import-worker';
import { ImportsController } from './import/imports.controller';
import { Organisations } from './kind/organisation-lookup';
import { ParticipantImports } from './participant-import/participant-importer';
import { ParticipantWriter } from './participant-import/participant-writer';
import { Participation } from './participant-import/participation.entity';

@WritesJournal('acts', ACTS_EVENTS)
@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    EnrolmentModule,
    AttendanceModule,
    TypeOrmModule.forFeature([Act, ActOrganisation, Import, ImportRow, Participation]),
  ],
  controllers: [
    ActsController,
    ActKindsController,
    ImportsController,
    ActFormPages,
    ImportPages,
    ActsPages,
  ],
  providers: [
    ActAccess,
    ActCounting,
    ActImports,
    ActKinds,
    ActQueries,
    ActService,
    DemoActsSeed,
    ImportChunks,
    ImportQueries,
    ImportRetention,
    ImportService,
    ImportWorker,
    Organisations,
    ParticipantImports,
    ParticipantWriter,
  ],
  exports: [ActCounting, ActKinds, ActQueries, ActService],
})
export class ActsModule {}
