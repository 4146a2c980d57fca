import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CountingModule } from '../counting/counting.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PlanningModule } from '../planning/planning.module';
import { Baselines } from './baselines';
import { HistoryQueries } from './history.queries';
import { SeriesQueries } from './series.queries';
import { TargetState } from './target-state.entity';
import { TargetQueries } from './target.queries';
import { TargetService } from './target.service';

/** The value of a target and its words. */
@Module({
  imports: [CountingModule, LedgerModule, PlanningModule, TypeOrmModule.forFeature([TargetState])],
  providers: [Baselines, HistoryQueries, SeriesQueries, TargetQueries, TargetService],
  exports: [Baselines, HistoryQueries, SeriesQueries, TargetQueries, TargetService],
})
export class ValueModule {}
