import { Module } from '@nestjs/common';

import { BulkModule } from '../bulk/bulk.module';
import { EarlierLearningModule } from '../earlier-learning/earlier-learning.module';
import { OrganisationModule } from '../organisation/organisation.module';
import { TrainingNeedsPages } from './training-needs.pages';
import { TrainingNeedsQueries } from './training-needs.queries';

/** Who still has to go, for a coordinator. */
@Module({
  imports: [BulkModule, EarlierLearningModule, OrganisationModule],
  controllers: [TrainingNeedsPages],
  providers: [TrainingNeedsQueries],
  exports: [TrainingNeedsQueries],
})
export class TrainingNeedsModule {}
