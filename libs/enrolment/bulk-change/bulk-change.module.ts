import { Module } from '@nestjs/common';

import { ParticipantsModule } from '../participants/participants.module';
import { PlaceModule } from '../place/place.module';
import { RequestModule } from '../request/request.module';
import { BulkChangeController } from './bulk-change.controller';
import { BulkChangePages } from './bulk-change.pages';
import { BulkChangeService } from './bulk-change.service';

/** Cancelling, approving or moving several people at once. */
@Module({
  imports: [PlaceModule, ParticipantsModule, RequestModule],
  controllers: [BulkChangeController, BulkChangePages],
  providers: [BulkChangeService],
})
export class BulkChangeModule {}
