import { Module } from '@nestjs/common';

import { BulkModule } from '../bulk/bulk.module';
import { OrganisationModule } from '../organisation/organisation.module';
import { LearnedElsewhere } from './learned-elsewhere';
import { TrainingNeedsPages } from './training-needs.pages';
import { TrainingNeedsQueries } from './training-needs.queries';

/** Who still has to go, for a coordinator. */
@Module({
  imports: [BulkModule, OrganisationModule],
  controllers: [TrainingNeedsPages],
  providers: [LearnedElsewhere, TrainingNeedsQueries],
  exports: [TrainingNeedsQueries],
})
export class TrainingNeedsModule {}
