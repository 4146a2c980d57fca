import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';

import { WorkplaceModule } from '../workplace/workplace.module';
import { PlaceModule } from '../place/place.module';
import { ParticipantsModule } from '../participants/participants.module';
import { SeatBlockModule } from '../seat-block/seat-block.module';
import { ProgrammeOrderModule } from '../programme-order/programme-order.module';
import { BulkDryRun } from './bulk-dry-run';
import { BulkOverlaps } from './bulk-overlaps';
import { BulkPrediction } from './bulk-prediction';
import { BulkRetention } from './bulk-retention';
import { BulkController } from './bulk.controller';
import { BulkEnrolment } from './bulk.entity';
import { BulkPages } from './bulk.pages';
import { BulkUndo } from './bulk-undo';
import { BulkService } from './bulk.service';

/** A list of people enrolled at once. */
@Module({
  imports: [
    WorkplaceModule,
    CatalogueModule,
    PeopleModule,
    PlaceModule,
    ParticipantsModule,
    ProgrammeOrderModule,
    SeatBlockModule,
    TypeOrmModule.forFeature([BulkEnrolment]),
  ],
  controllers: [BulkController, BulkPages],
  providers: [BulkDryRun, BulkOverlaps, BulkPrediction, BulkRetention, BulkService, BulkUndo],
  exports: [BulkService],
})
export class BulkModule {}
