import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';

import { Completion } from './completion.entity';
import { CompletionService } from './completion.service';
import { FinishedLearningConsumer } from './finished-learning.consumer';
import { OutcomeService } from './outcome.service';
import { ProgrammeCompletion } from './programme-completion.entity';
import { ReportedCompletions } from './reported-completions';

/** What comes of an enrolment; completions. */
@Module({
  imports: [
    CatalogueModule,
    EnrolmentModule,
    TypeOrmModule.forFeature([Completion, ProgrammeCompletion]),
  ],
  providers: [CompletionService, FinishedLearningConsumer, OutcomeService, ReportedCompletions],
  exports: [CompletionService, OutcomeService, ReportedCompletions],
})
export class OutcomeModule {}
