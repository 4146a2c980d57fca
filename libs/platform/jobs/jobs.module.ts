import { Module } from '@nestjs/common';

import { DatabaseModule } from '../database/database.module';
import { DiscoveryModule } from '../discovery/discovery.module';
import { Commands } from './commands';
import { JobCommand } from './job.command';
import { JobRunsQueries } from './job-runs.queries';
import { Jobs } from './jobs';
import { TracingModule } from '../tracing/tracing.module';

/** Work by the clock, commands of the command line, and how far they are. */
@Module({
  imports: [TracingModule, DatabaseModule, DiscoveryModule],
  providers: [Commands, JobCommand, JobRunsQueries, Jobs],
  exports: [Commands, JobRunsQueries, Jobs],
})
export class JobsModule {}
