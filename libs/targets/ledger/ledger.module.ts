import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ActsModule } from '@academie/acts';
import { ElearningModule } from '@academie/elearning';

import { CountingModule } from '../counting/counting.module';
import { ProofFileModule } from '../proof-file/proof-file.module';
import { TargetActCounter } from './act-counter';
import { Contribution, Rollup } from './contribution.entity';
import { Contributions } from './contributions';
import { CountableTargetQueries } from './countable-targets.queries';
import { CourseActEvidence } from './course-act-evidence';
import { EnrolmentEvidence } from './enrolment-evidence';
import { EvidenceStore } from './evidence-store';
import { Context, Evidence } from './evidence.entity';
import { Ledger } from './ledger';
import { LedgerAudit } from './ledger-audit';
import { LedgerConsumer } from './ledger.consumer';
import { OfferingEvidence } from './offering-evidence';
import { OutsideEvidence } from './outside-evidence';

/** Evidence and contributions: derived, counted, audited. */
@Module({
  imports: [
    ActsModule,
    ElearningModule,
    CountingModule,
    ProofFileModule,
    TypeOrmModule.forFeature([Context, Evidence, Contribution, Rollup]),
  ],
  providers: [
    Contributions,
    CourseActEvidence,
    EnrolmentEvidence,
    EvidenceStore,
    Ledger,
    LedgerAudit,
    LedgerConsumer,
    OfferingEvidence,
    OutsideEvidence,
    TargetActCounter,
    CountableTargetQueries,
  ],
  exports: [Contributions, Ledger, LedgerAudit],
})
export class LedgerModule {}
