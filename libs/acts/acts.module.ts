import { Module } from '@nestjs/common';

import { WritesJournal } from '@academie/platform';

import { ACTS_EVENTS } from './acts.events';
import { ActsPersonPart } from './person-data.handler';
import { KindModule } from './kind/kind.module';
import { ActModule } from './act/act.module';
import { HeldRowModule } from './held-row/held-row.module';
import { DeliveryModule } from './delivery/delivery.module';
import { AcknowledgementModule } from './acknowledgement/acknowledgement.module';
import { ActPagesModule } from './act-pages/act-pages.module';
import { ActImportModule } from './act-import/act-import.module';
import { ParticipantImportModule } from './participant-import/participant-import.module';
import { ImportUndoModule } from './import-undo/import-undo.module';
import { ImportModule } from './import/import.module';
import { DemoModule } from './demo/demo.module';

const FOLDERS = [
  KindModule,
  ActModule,
  HeldRowModule,
  DeliveryModule,
  AcknowledgementModule,
  ActPagesModule,
  ActImportModule,
  ParticipantImportModule,
  ImportUndoModule,
  ImportModule,
  DemoModule,
];

/** Countable things that are no training, and imports. */
@WritesJournal('acts', ACTS_EVENTS)
@Module({
  imports: FOLDERS,
  providers: [ActsPersonPart],
  exports: FOLDERS,
})
export class ActsModule {}
