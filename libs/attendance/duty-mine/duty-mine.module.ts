import { Module } from '@nestjs/common';

import { EnrolmentModule } from '@academie/enrolment';

import { DutyModule } from '../duty/duty.module';
import { DutiesForYou } from './duties-for-you';
import { DutyMinePages } from './duty-mine.pages';
import { DutyMineQueries } from './duty-mine.queries';

/** Somebody's own duties: in Mijn academie and on the front page, with the way to fulfil them. */
@Module({
  imports: [EnrolmentModule, DutyModule],
  controllers: [DutyMinePages],
  providers: [DutiesForYou, DutyMineQueries],
  exports: [DutyMineQueries],
})
export class DutyMineModule {}
