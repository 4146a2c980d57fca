import { Module } from '@nestjs/common';

import { EarlyOffers } from './early-offers';
import { OfferingChanges } from './offering-changes.consumer';
import { WaitingList } from './waiting-list';

/** Who moves up, and what follows when an offering changes. */
@Module({
  providers: [EarlyOffers, OfferingChanges, WaitingList],
  exports: [EarlyOffers, WaitingList],
})
export class WaitingListModule {}
