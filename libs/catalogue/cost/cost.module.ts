import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CourseModule } from '../course/course.module';
import { ManageModule } from '../manage/manage.module';
import { OfferingModule } from '../offering/offering.module';
import { CostQueries } from './cost.queries';
import { OfferingBudget, OfferingCost, YearBudget } from './cost.entity';
import { CostService } from './cost.service';
import { CostsPages } from './costs.pages';
import { CostController } from './cost.controller';
import { OfferingCostsPages } from './offering-costs.pages';

/** What offerings may cost and did cost, for who manages them. */
@Module({
  imports: [
    CourseModule,
    OfferingModule,
    ManageModule,
    TypeOrmModule.forFeature([OfferingBudget, OfferingCost, YearBudget]),
  ],
  controllers: [CostController, CostsPages, OfferingCostsPages],
  providers: [CostQueries, CostService],
})
export class CostModule {}
