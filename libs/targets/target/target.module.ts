import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { RuleModule } from '../rule/rule.module';
import { ValueModule } from '../value/value.module';
import { CoverageModule } from '../coverage/coverage.module';
import { EvidenceModule } from '../evidence/evidence.module';
import { BreakdownModule } from '../breakdown/breakdown.module';
import { NextStepModule } from '../next-step/next-step.module';
import { ProofFileModule } from '../proof-file/proof-file.module';
import { ContestModule } from '../contest/contest.module';
import { NextSteps } from './next-steps';
import { TargetApiService } from './target-api.service';
import { TargetFormPages } from './target-form.pages';
import { TargetController } from './target.controller';
import { TargetPages } from './target.pages';

/** Pages and API of targets. */
@Module({
  imports: [
    CatalogueModule,
    RuleModule,
    ValueModule,
    CoverageModule,
    EvidenceModule,
    BreakdownModule,
    NextStepModule,
    ContestModule,
    ProofFileModule,
  ],
  controllers: [TargetController, TargetPages, TargetFormPages],
  providers: [NextSteps, TargetApiService],
  exports: [TargetApiService],
})
export class TargetModule {}
