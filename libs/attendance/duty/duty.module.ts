import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { OutcomeModule } from '../outcome/outcome.module';
import { DutyChanges } from './duty-changes';
import { DutyDueQueries } from './duty-due.queries';
import { DutyExemption } from './duty-exemption.entity';
import { DutyRetention } from './duty-retention';
import { DutyRule } from './duty-rule.entity';
import { DutySettling } from './duty-settling';
import { Duty } from './duty.entity';

/** Who must complete a course, until when, and again: what the rules make of people's work and of what they did. */
@Module({
  imports: [OutcomeModule, TypeOrmModule.forFeature([Duty, DutyExemption, DutyRule])],
  providers: [DutyChanges, DutyDueQueries, DutyRetention, DutySettling],
  exports: [DutyChanges, DutyDueQueries, DutySettling],
})
export class DutyModule {}
