import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ActCounting, ActsModule } from '@academie/acts';
import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule, MessageTopics } from '@academie/enrolment';
import { Navigation, PeopleModule } from '@academie/people';
import { Jobs, MailGuards, Seeds } from '@academie/platform';

import { TargetActCounter } from './act-counter';
import { Baselines } from './baselines';
import { BaselineMember, Closing, ShareLink, Snapshot } from './closing.entity';
import { BreakdownController } from './breakdown.controller';
import { BreakdownPages } from './breakdown.pages';
import { BreakdownQueries } from './breakdown.queries';
import { ClosingService } from './closing.service';
import { Contexts } from './contexts';
import { Contribution, Rollup } from './contribution.entity';
import { Contributions } from './contributions';
import { CoverageInvitationController } from './coverage-invitation.controller';
import { CoverageInvitationPages } from './coverage-invitation.pages';
import { CoverageInvitations } from './coverage-invitations';
import { CoverageQueries } from './coverage.queries';
import { DemoBuitSeed } from './demo-buit.seed';
import { DemoLedgerSeed } from './demo-ledger.seed';
import { DemoScale } from './demo-scale';
import { DemoScaleCommand } from './demo-scale.command';
import { DigestPages } from './digest.pages';
import { DigestQueries } from './digest.queries';
import { DIGEST_TOPIC, DIGEST_VIEW, DigestService } from './digest.service';
import { Context, Evidence } from './evidence.entity';
import { EvidenceQueries } from './evidence.queries';
import { EvidenceStore } from './evidence-store';
import { ForecastController } from './forecast.controller';
import { ForecastPages } from './forecast.pages';
import { ForecastQueries } from './forecast.queries';
import { HistoryQueries } from './history.queries';
import { Ledger } from './ledger';
import { LedgerConsumer } from './ledger.consumer';
import { LedgerAudit } from './ledger-audit';
import { OfferingEvidence } from './offering-evidence';
import { Plan } from './plan.entity';
import { PlanSeed } from './plan.seed';
import { PlanService } from './plan.service';
import { Planned } from './planned';
import { ReportController } from './report.controller';
import { ReportPages, SharedReportPages } from './report.pages';
import { ReportQueries } from './report.queries';
import { RuleTeller } from './rule-words';
import { SeriesQueries } from './series.queries';
import { ShareService } from './share.service';
import { SingleEvidence } from './single-evidence';
import { TargetController } from './target.controller';
import { Target, TargetOwner } from './target.entity';
import { TargetPages } from './target.pages';
import { TargetQueries } from './target.queries';
import { TargetService } from './target.service';
import { TargetFormPages } from './target-form.pages';
import { TargetReader } from './target-reader';
import { TargetStore } from './target-store';
import { TracePages } from './trace.pages';
import { TraceQueries } from './trace.queries';
import { TargetsCommands } from './targets.commands';
import { WordBook } from './word-book';
import { TargetsOrganisationPart } from './organisation-part';
import { OwnersPages } from './owners.pages';
import { PlanController } from './plan.controller';
import { PlanDiffTeller } from './plan-diff-view';
import { PlanLoadPages } from './plan-load.pages';
import { PlanPages } from './plan.pages';
import { PlanReading } from './plan-reading';
import { PlanVersion } from './plan-version.entity';
import { PlanVersionQueries } from './plan-version.queries';

const ENTITIES = [
  ...[Plan, Target, TargetOwner, Context, Evidence, Contribution, Rollup],
  ...[BaselineMember, Closing, Snapshot, ShareLink],
  PlanVersion,
];

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
    ...[ForecastPages, ReportPages, SharedReportPages, TargetPages, TargetFormPages, TracePages],
    OwnersPages,
  ],
  providers: [
    Baselines,
    BreakdownQueries,
    ClosingService,
    Contexts,
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
    PlanReading,
    PlanSeed,
    PlanService,
    PlanVersionQueries,
    Planned,
    ReportQueries,
    RuleTeller,
    SeriesQueries,
    ShareService,
    SingleEvidence,
    TargetActCounter,
    TargetQueries,
    TargetReader,
    TargetService,
    TargetStore,
    TargetsCommands,
    TargetsOrganisationPart,
    TraceQueries,
    WordBook,
  ],
  exports: [LedgerAudit, PlanService, TargetQueries, TargetService],
})
export class TargetsModule implements OnModuleInit {
  constructor(
    private readonly navigation: Navigation,
    private readonly seeds: Seeds,
    private readonly demoBuitSeed: DemoBuitSeed,
    private readonly demoLedgerSeed: DemoLedgerSeed,
    private readonly jobs: Jobs,
    private readonly mailGuards: MailGuards,
    private readonly topics: MessageTopics,
    private readonly digests: DigestService,
    private readonly counting: ActCounting,
    private readonly actCounter: TargetActCounter,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoBuitSeed);
    this.seeds.add(this.demoLedgerSeed);
    this.counting.use(this.actCounter);
    this.topics.add({
      topic: DIGEST_TOPIC,
      title: 'targets.digest.topic',
      about: 'targets.digest.about',
      role: 'theme_lead',
    });
    this.mailGuards.add(DIGEST_VIEW, (tx, mail) => this.digests.isStillWanted(tx, mail));
    // Again and again on these two days: a worker that was away on Monday at seven still sends it.
    this.jobs.every('*/10 * * * 1,2', 'targets.send-digest', async () => {
      await this.digests.sendDue();
    });
    this.navigation.add({
      href: '/doelen',
      label: 'Doelen',
      roles: ['theme_lead', 'administrator', 'auditor'],
      position: 50,
    });
  }
}
