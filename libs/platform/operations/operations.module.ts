import { Module } from '@nestjs/common';

import { DatabaseModule } from '../database/database.module';
import { JobsModule } from '../jobs/jobs.module';
import { JournalModule } from '../journal/journal.module';
import { Metrics } from './metrics';
import { Overview } from './overview';

/** For those who run the academie: log, figures, and what it does by itself. */
@Module({
  imports: [DatabaseModule, JobsModule, JournalModule],
  providers: [Metrics, Overview],
  exports: [Metrics, Overview],
})
export class OperationsModule {}
