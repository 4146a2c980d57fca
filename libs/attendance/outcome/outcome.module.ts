import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';

import { Completion } from './completion.entity';
import { CompletionService } from './completion.service';
import { OutcomeService } from './outcome.service';
import { ReportedCompletions } from './reported-completions';

/** What comes of an enrolment; completions. */
@Module({
  imports: [CatalogueModule, EnrolmentModule, TypeOrmModule.forFeature([Completion])],
  providers: [CompletionService, OutcomeService, ReportedCompletions],
  exports: [CompletionService, OutcomeService, ReportedCompletions],
})
export class OutcomeModule {}
