import { Module } from '@nestjs/common';

import { PeopleModule } from '@academie/people';

import { KindModule } from '../kind/kind.module';
import { ActImportModule } from '../act-import/act-import.module';
import { ParticipantImportModule } from '../participant-import/participant-import.module';
import { ImportUndoModule } from '../import-undo/import-undo.module';
import { ImportChunks } from './import-chunks';
import { ImportHealth } from './import-health';
import { ImportMetrics } from './import-metrics';
import { ImportRetention } from './import-retention';
import { ImportWorker } from './import-worker';
import { ImportPages } from './import.pages';
import { ImportUndoPages } from './import-undo.pages';
import { ImportQueries } from './import.queries';
import { ImportService } from './import.service';
import { ImportsController } from './imports.controller';

/** The queue, pages and API of imports. */
@Module({
  imports: [PeopleModule, KindModule, ActImportModule, ParticipantImportModule, ImportUndoModule],
  controllers: [ImportsController, ImportPages, ImportUndoPages],
  exports: [ImportQueries],
  providers: [
    ImportChunks,
    ImportHealth,
    ImportMetrics,
    ImportQueries,
    ImportRetention,
    ImportService,
    ImportWorker,
  ],
})
export class ImportModule {}
