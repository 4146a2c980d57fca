import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ManageModule } from '../manage/manage.module';
import { OfferingModule } from '../offering/offering.module';
import { OfferingSeries } from './series.entity';
import { SeriesPages } from './series.pages';
import { SeriesService } from './series.service';

/** Dates or sessions that recur, planned in one form. */
@Module({
  imports: [OfferingModule, ManageModule, TypeOrmModule.forFeature([OfferingSeries])],
  controllers: [SeriesPages],
  providers: [SeriesService],
})
export class SeriesModule {}
