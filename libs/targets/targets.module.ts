import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ActsModule } from '@academie/acts';
import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';
import { Seeds } from '@academie/platform';

import { Contexts } from './contexts';
import { Contribution, Rollup } from './contribution.entity';
import { Contributions } from './contributions';
import { DemoBuitSeed } from './demo-buit.seed';
import { DemoLedgerSeed } from './demo-ledger.seed';
import { Context, Evidence } from './evidence.entity';
import { EvidenceStore } from './evidence-store';
import { Ledger } from './ledger';
import { LedgerConsumer } from './ledger.consumer';
import { LedgerAudit } from './ledger-audit';
import { OfferingEvidence } from './offering-evidence';
import { Plan } from './plan.entity';
import { PlanSeed } from './plan.seed';
import { PlanService } from './plan.service';
import { SingleEvidence } from './single-evidence';
import { Target, TargetOwner } from './target.entity';
import { TargetStore } from './target-store';
import { TargetsCommands } from './targets.commands';

const ENTITIES = [Plan, Target, TargetOwner, Context, Evidence, Contribution, Rollup];

@Module({
  imports: [PeopleModule, CatalogueModule, ActsModule, TypeOrmModule.forFeature(ENTITIES)],
  providers: [
    Contexts,
    Contributions,
    DemoBuitSeed,
    DemoLedgerSeed,
    EvidenceStore,
    Ledger,
    LedgerAudit,
    LedgerConsumer,
    OfferingEvidence,
    PlanSeed,
    PlanService,
    SingleEvidence,
    TargetStore,
    TargetsCommands,
  ],
  exports: [LedgerAudit, PlanService],
})
export class TargetsModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoBuitSeed: DemoBuitSeed,
    private readonly demoLedgerSeed: DemoLedgerSeed,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoBuitSeed);
    this.seeds.add(this.demoLedgerSeed);
  }
}
