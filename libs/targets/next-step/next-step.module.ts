import { Module } from '@nestjs/common';

import { CountingModule } from '../counting/counting.module';
import { PlanningModule } from '../planning/planning.module';
import { PlannableQueries } from './plannable.queries';
import { UnconfirmedQueries } from './unconfirmed.queries';

/** What somebody does next for a target: plan, invite, confirm, close, ask. */
@Module({
  imports: [CountingModule, PlanningModule],
  providers: [PlannableQueries, UnconfirmedQueries],
  exports: [PlannableQueries, UnconfirmedQueries],
})
export class NextStepModule {}
