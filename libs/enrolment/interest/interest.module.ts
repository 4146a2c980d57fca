import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PlaceModule } from '../place/place.module';
import { InterestController } from './interest.controller';
import { Interest } from './interest.entity';
import { InterestPages } from './interest.pages';
import { InterestService } from './interest.service';

/** Wanting to know when a course has a date. */
@Module({
  imports: [PlaceModule, TypeOrmModule.forFeature([Interest])],
  controllers: [InterestController, InterestPages],
  providers: [InterestService],
})
export class InterestModule {}
