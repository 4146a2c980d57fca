import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PlaceModule } from '../place/place.module';
import { WorkshopChoice } from './workshop-choice.entity';
import { WorkshopChoiceService } from './workshop-choice.service';

/** Which of the parallel workshops of a day somebody goes to. */
@Module({
  imports: [PlaceModule, TypeOrmModule.forFeature([WorkshopChoice])],
  providers: [WorkshopChoiceService],
  exports: [WorkshopChoiceService],
})
export class WorkshopModule {}
