import { Module } from '@nestjs/common';

import { DatabaseModule } from '../database/database.module';
import { DiscoveryModule } from '../discovery/discovery.module';
import { Commands } from './commands';
import { JobRunsQueries } from './job-runs.queries';
import { Jobs } from './jobs';

/** Work by the clock, commands of the command line, and how far they are. */
@Module({
  imports: [DatabaseModule, DiscoveryModule],
  providers: [Commands, JobRunsQueries, Jobs],
  exports: [Commands, JobRunsQueries, Jobs],
})
export class JobsModule {}
