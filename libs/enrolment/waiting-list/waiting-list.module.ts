import { Module } from '@nestjs/common';

import { OfferingChanges } from './offering-changes.consumer';
import { WaitingList } from './waiting-list';

/** Who moves up, and what follows when an offering changes. */
@Module({
  providers: [OfferingChanges, WaitingList],
  exports: [WaitingList],
})
export class WaitingListModule {}
