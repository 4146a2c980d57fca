import { Module } from '@nestjs/common';

import { EnrolmentModule } from '@academie/enrolment';
import { ActsModule } from '@academie/acts';

import { RuleModule } from '../rule/rule.module';
import { ValueModule } from '../value/value.module';
import { EvidenceOriginPages } from './evidence-origin.pages';
import { EvidenceOriginQueries } from './evidence-origin.queries';
import { EvidenceQueries } from './evidence.queries';

/** What is behind a value, and where a piece came from. */
@Module({
  imports: [EnrolmentModule, ActsModule, RuleModule, ValueModule],
  controllers: [EvidenceOriginPages],
  providers: [EvidenceQueries, EvidenceOriginQueries],
  exports: [EvidenceQueries, EvidenceOriginQueries],
})
export class EvidenceModule {}
