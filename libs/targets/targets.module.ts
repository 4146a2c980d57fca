import { Module } from '@nestjs/common';

import { WritesJournal } from '@academie/platform';

import { TARGETS_EVENTS } from './targets.events';
import { RuleModule } from './rule/rule.module';
import { PlanModule } from './plan/plan.module';
import { CountingModule } from './counting/counting.module';
import { ProofFileModule } from './proof-file/proof-file.module';
import { LedgerModule } from './ledger/ledger.module';
import { PlanningModule } from './planning/planning.module';
import { ValueModule } from './value/value.module';
import { CoverageModule } from './coverage/coverage.module';
import { EvidenceModule } from './evidence/evidence.module';
import { BreakdownModule } from './breakdown/breakdown.module';
import { NextStepModule } from './next-step/next-step.module';
import { ContestModule } from './contest/contest.module';
import { SignedFileModule } from './signed-file/signed-file.module';
import { TargetModule } from './target/target.module';
import { ForecastModule } from './forecast/forecast.module';
import { PlanVersionsModule } from './plan-versions/plan-versions.module';
import { ReadingModule } from './reading/reading.module';
import { DraftingModule } from './drafting/drafting.module';
import { AuditingModule } from './auditing/auditing.module';
import { ReportModule } from './report/report.module';
import { DigestModule } from './digest/digest.module';
import { OwnOrganisationModule } from './own-organisation/own-organisation.module';
import { DemoModule } from './demo/demo.module';
import { TargetsCommands } from './targets.commands';

const FOLDERS = [
  RuleModule,
  PlanModule,
  CountingModule,
  ProofFileModule,
  LedgerModule,
  PlanningModule,
  ValueModule,
  CoverageModule,
  EvidenceModule,
  BreakdownModule,
  NextStepModule,
  ContestModule,
  SignedFileModule,
  TargetModule,
  ForecastModule,
  PlanVersionsModule,
  ReadingModule,
  DraftingModule,
  AuditingModule,
  ReportModule,
  DigestModule,
  OwnOrganisationModule,
  DemoModule,
];

/** Year plans, targets and what counts for them. */
@WritesJournal('targets', TARGETS_EVENTS)
@Module({
  imports: FOLDERS,
  providers: [TargetsCommands],
  exports: FOLDERS,
})
export class TargetsModule {}
