import { Module } from '@nestjs/common';

import { BookingModule } from '../booking/booking.module';
import { ManageModule } from '../manage/manage.module';
import { PlanningPages } from './planning.pages';
import { PlanningQueries } from './planning.queries';
import { SessionMeansPages } from './session-means.pages';
import { SessionMeansQueries } from './session-means.queries';
import { SessionMeansService } from './session-means.service';

/** Which means sessions have, and a week with all that is taken. */
@Module({
  imports: [BookingModule, ManageModule],
  controllers: [PlanningPages, SessionMeansPages],
  providers: [PlanningQueries, SessionMeansQueries, SessionMeansService],
})
export class PlanningModule {}
