import { Module } from '@nestjs/common';

import { PlaceModule } from '../place/place.module';
import { WorkshopModule } from '../workshop/workshop.module';
import { WorkshopChoiceController } from './workshop-choice.controller';
import { WorkshopChoicePages } from './workshop-choice.pages';

/** The page on which somebody chooses workshops. */
@Module({
  imports: [PlaceModule, WorkshopModule],
  controllers: [WorkshopChoiceController, WorkshopChoicePages],
})
export class WorkshopChoiceModule {}
