import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';

import { RuleModule } from '../rule/rule.module';
import { PlanModule } from '../plan/plan.module';
import { LedgerModule } from '../ledger/ledger.module';
import { ValueModule } from '../value/value.module';
import { TargetModule } from '../target/target.module';
import { OwnersPages } from './owners.pages';
import { PlanDiffTeller } from './plan-diff-view';
import { PlanLoadPages } from './plan-load.pages';
import { PlanVersion } from './plan-version.entity';
import { PlanVersionQueries } from './plan-version.queries';
import { PlanController } from './plan.controller';
import { PlanPages } from './plan.pages';
import { PlanSeed } from './plan.seed';
import { PlanService } from './plan.service';
import { PlanSetupStep } from './plan-setup-step';

/** Loading, keeping and comparing plans; owners. */
@Module({
  imports: [
    PeopleModule,
    RuleModule,
    PlanModule,
    LedgerModule,
    ValueModule,
    TargetModule,
    TypeOrmModule.forFeature([PlanVersion]),
  ],
  controllers: [PlanController, PlanLoadPages, PlanPages, OwnersPages],
  providers: [PlanDiffTeller, PlanSeed, PlanService, PlanSetupStep, PlanVersionQueries],
  exports: [PlanDiffTeller, PlanService, PlanVersionQueries],
})
export class PlanVersionsModule {}
