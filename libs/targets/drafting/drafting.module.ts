import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ActsModule } from '@academie/acts';
import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';

import { RuleModule } from '../rule/rule.module';
import { PlanModule } from '../plan/plan.module';
import { CountingModule } from '../counting/counting.module';
import { ValueModule } from '../value/value.module';
import { EvidenceModule } from '../evidence/evidence.module';
import { PlanVersionsModule } from '../plan-versions/plan-versions.module';
import { DraftCheck } from './draft-check';
import { DraftFormView } from './draft-form-view';
import { DraftPageView } from './draft-page-view';
import { DraftPages } from './draft.pages';
import { DraftPreview } from './draft-preview';
import { DraftQueries } from './draft.queries';
import { DraftService } from './draft.service';
import { FourEyesPages } from './four-eyes.pages';
import { TargetDraft } from './target-draft.entity';

/** Composing targets, trying out what they would count, and adopting them in the plan. */
@Module({
  imports: [
    ActsModule,
    CatalogueModule,
    PeopleModule,
    RuleModule,
    PlanModule,
    CountingModule,
    ValueModule,
    EvidenceModule,
    PlanVersionsModule,
    TypeOrmModule.forFeature([TargetDraft]),
  ],
  controllers: [DraftPages, FourEyesPages],
  providers: [DraftCheck, DraftFormView, DraftPageView, DraftPreview, DraftQueries, DraftService],
})
export class DraftingModule {}
