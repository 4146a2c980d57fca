import { Module } from '@nestjs/common';

import { EnrolmentModule } from '@academie/enrolment';
import { ActsModule } from '@academie/acts';

import { RuleModule } from '../rule/rule.module';
import { ValueModule } from '../value/value.module';
import { ProofFileModule } from '../proof-file/proof-file.module';
import { EvidenceOriginPage } from './evidence-origin-page';
import { EvidenceOriginPages } from './evidence-origin.pages';
import { EvidenceOriginQueries } from './evidence-origin.queries';
import { EvidenceQueries } from './evidence.queries';
import { ProofPages } from './proof.pages';
import { ProofService } from './proof.service';

/** What is behind a value, and where a piece came from. */
@Module({
  imports: [EnrolmentModule, ActsModule, ProofFileModule, RuleModule, ValueModule],
  controllers: [EvidenceOriginPages, ProofPages],
  providers: [EvidenceQueries, EvidenceOriginPage, EvidenceOriginQueries, ProofService],
  exports: [EvidenceQueries, EvidenceOriginQueries, ProofService],
})
export class EvidenceModule {}
