import { Module } from '@nestjs/common';

import { DatabaseModule } from '../database/database.module';
import { JobsModule } from '../jobs/jobs.module';
import { JournalModule } from '../journal/journal.module';
import { HealthLines } from './health-lines';
import { HealthMetrics } from './health-metrics';
import { HealthQueries } from './health.queries';
import { Metrics } from './metrics';
import { Overview } from './overview';
import { Readiness } from './readiness';

/** For those who run the academie: log, figures, and what it does by itself. */
@Module({
  imports: [DatabaseModule, JobsModule, JournalModule],
  providers: [Metrics, Overview, Readiness, HealthLines, HealthQueries, HealthMetrics],
  exports: [Metrics, Overview, Readiness, HealthLines, HealthQueries],
})
export class OperationsModule {}
