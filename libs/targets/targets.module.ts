import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ActsModule } from '@academie/acts';
import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';
import { PeopleModule } from '@academie/people';
import { WritesJournal } from '@academie/platform';

import { TARGETS_EVENTS } from './targets.events';
import { TargetActCounter } from './ledger/act-counter';
import { Baselines } from './value/baselines';
import { BaselineMember, Closing, ShareLink, Snapshot } from './report/closing.entity';
import { BreakdownController } from './breakdown/breakdown.controller';
import { BreakdownPages } from './breakdown/breakdown.pages';
import { BreakdownQueries } from './breakdown/breakdown.queries';
import { ClosingService } from './report/closing.service';
import { ContextCache } from './counting/context-cache';
import { Contribution, Rollup } from './ledger/contribution.entity';
import { Contributions } from './ledger/contributions';
import { CoverageInvitationController } from './coverage/coverage-invitation.controller';
import { CoverageInvitationPages } from './coverage/coverage-invitation.pages';
import { CoverageInvitations } from './coverage/coverage-invitations';
import { CoverageQueries } from './coverage/coverage.queries';
import { DemoBuitSeed } from './demo/demo-buit.seed';
import { DemoLedgerSeed } from './demo/demo-ledger.seed';
import { DemoScale } from './demo/demo-scale';
import { DemoScaleCommand } from './demo/demo-scale.command';
import { DigestPages } from './digest/digest.pages';
import { DigestQueries } from './digest/digest.queries';
import { DigestService } from './digest/digest.service';
import { Context, Evidence } from './ledger/evidence.entity';
import { EvidenceQueries } from './evidence/evidence.queries';
import { EvidenceStore } from './ledger/evidence-store';
import { ForecastController } from './forecast/forecast.controller';
import { ForecastPages } from './forecast/forecast.pages';
import { ForecastQueries } from './forecast/forecast.queries';
import { HistoryQueries } from './value/history.queries';
import { Ledger } from './ledger/ledger';
import { LedgerConsumer } from './ledger/ledger.consumer';
import { LedgerAudit } from './ledger/ledger-audit';
import { OfferingEvidence } from './ledger/offering-evidence';
import { Plan } from './plan/plan.entity';
import { PlanSeed } from './plan-versions/plan.seed';
import { PlanService } from './plan-versions/plan.service';
import { PlannedEvidenceQueries } from './value/planned-evidence.queries';
import { ReportController } from './report/report.controller';
import { ReportPages, SharedReportPages } from './report/report.pages';
import { ReportQueries } from './report/report.queries';
import { RuleDescriber } from './rule/rule-description';
import { SeriesQueries } from './value/series.queries';
import { ShareService } from './report/report-share.service';
import { SingleEvidence } from './ledger/course-act-enrolment-evidence';
import { TargetController } from './target/target.controller';
import { Target, TargetOwner } from './plan/target.entity';
import { TargetPages } from './target/target.pages';
import { TargetQueries } from './value/target.queries';
import { TargetService } from './value/target.service';
import { TargetFormPages } from './target/target-form.pages';
import { TargetApiService } from './target/target-api.service';
import { CountableTargetQueries } from './ledger/countable-targets.queries';
import { EvidenceOriginPages } from './evidence/evidence-origin.pages';
import { EvidenceOriginQueries } from './evidence/evidence-origin.queries';
import { TargetsCommands } from './targets.commands';
import { RuleLabels } from './rule/rule-labels';
import { TargetsOrganisationPart } from './coverage/organisation-data.handler';
import { OwnersPages } from './plan-versions/owners.pages';
import { PlanController } from './plan-versions/plan.controller';
import { PlanDiffTeller } from './plan-versions/plan-diff-view';
import { PlanLoadPages } from './plan-versions/plan-load.pages';
import { PlanPages } from './plan-versions/plan.pages';
import { PlanReader } from './plan/plan-reader';
import { PlanVersion } from './plan-versions/plan-version.entity';
import { PlanVersionQueries } from './plan-versions/plan-version.queries';

const ENTITIES = [
  ...[Plan, Target, TargetOwner, Context, Evidence, Contribution, Rollup],
  ...[BaselineMember, Closing, Snapshot, ShareLink],
  PlanVersion,
];

@WritesJournal('targets', TARGETS_EVENTS)
@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    EnrolmentModule,
    ActsModule,
    TypeOrmModule.forFeature(ENTITIES),
  ],
  controllers: [
    ...[TargetController, ForecastController, ReportController, PlanController],
    ...[BreakdownController, CoverageInvitationController],
    // What has a fixed address comes before what takes any word for a target.
    ...[BreakdownPages, CoverageInvitationPages, DigestPages, PlanLoadPages, PlanPages],
    ...[
      ForecastPages,
      ReportPages,
      SharedReportPages,
      TargetPages,
      TargetFormPages,
      EvidenceOriginPages,
    ],
    OwnersPages,
  ],
  providers: [
    Baselines,
    BreakdownQueries,
    ClosingService,
    ContextCache,
    Contributions,
    CoverageInvitations,
    CoverageQueries,
    DemoBuitSeed,
    DemoLedgerSeed,
    DemoScale,
    DemoScaleCommand,
    DigestQueries,
    DigestService,
    EvidenceQueries,
    EvidenceStore,
    ForecastQueries,
    HistoryQueries,
    Ledger,
    LedgerAudit,
    LedgerConsumer,
    OfferingEvidence,
    PlanDiffTeller,
    PlanReader,
    PlanSeed,
    PlanService,
    PlanVersionQueries,
    PlannedEvidenceQueries,
    ReportQueries,
    RuleDescriber,
    SeriesQueries,
    ShareService,
    SingleEvidence,
    TargetActCounter,
    TargetQueries,
    TargetApiService,
    TargetService,
    CountableTargetQueries,
    TargetsCommands,
    TargetsOrganisationPart,
    EvidenceOriginQueries,
    RuleLabels,
  ],
  exports: [LedgerAudit, PlanService, TargetQueries, TargetService],
})
export class TargetsModule {}
