import { Module } from '@nestjs/common';

import { EnrolmentModule } from '@academie/enrolment';

import { DutyModule } from '../duty/duty.module';
import { DutyOffers } from './duty-offers';

/** Seats that are offered to who has to follow a course, before the term ends. */
@Module({
  imports: [EnrolmentModule, DutyModule],
  providers: [DutyOffers],
  exports: [DutyOffers],
})
export class DutyOfferModule {}
