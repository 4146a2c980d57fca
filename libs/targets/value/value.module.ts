import { Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';

import { CountingModule } from '../counting/counting.module';
import { LedgerModule } from '../ledger/ledger.module';
import { Baselines } from './baselines';
import { HistoryQueries } from './history.queries';
import { PlannedEvidenceQueries } from './planned-evidence.queries';
import { SeriesQueries } from './series.queries';
import { TargetQueries } from './target.queries';
import { TargetService } from './target.service';

/** The value of a target and its words. */
@Module({
  imports: [ActsModule, CountingModule, LedgerModule],
  providers: [
    Baselines,
    HistoryQueries,
    PlannedEvidenceQueries,
    SeriesQueries,
    TargetQueries,
    TargetService,
  ],
  exports: [HistoryQueries, SeriesQueries, TargetQueries, TargetService],
})
export class ValueModule {}
