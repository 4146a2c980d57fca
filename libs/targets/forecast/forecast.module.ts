import { Module } from '@nestjs/common';

import { ValueModule } from '../value/value.module';
import { PlanningModule } from '../planning/planning.module';
import { TargetModule } from '../target/target.module';
import { ForecastController } from './forecast.controller';
import { ForecastPages } from './forecast.pages';

/** What a value will be at the end of the year. */
@Module({
  imports: [PlanningModule, ValueModule, TargetModule],
  controllers: [ForecastController, ForecastPages],
})
export class ForecastModule {}
