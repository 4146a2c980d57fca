import { Module } from '@nestjs/common';

import { AttendanceModule } from '@academie/attendance';
import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';
import { PeopleModule } from '@academie/people';

import { ActModule } from '../act/act.module';
import { KindModule } from '../kind/kind.module';
import { ActUndo } from './act-undo';
import { ImportUndoService } from './import-undo.service';
import { ImportUndoWorker } from './import-undo.worker';
import { ParticipantUndo } from './participant-undo';
import { UndoneGuests } from './undone-guests';

/** Taking back lists that were read in. */
@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    EnrolmentModule,
    AttendanceModule,
    KindModule,
    ActModule,
  ],
  providers: [ActUndo, ImportUndoService, ImportUndoWorker, ParticipantUndo, UndoneGuests],
  exports: [ImportUndoService],
})
export class ImportUndoModule {}
