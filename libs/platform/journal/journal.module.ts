import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DatabaseModule } from '../database/database.module';
import { DiscoveryModule } from '../discovery/discovery.module';
import { Journal } from './journal';
import { JournalConsumers } from './journal-consumers';
import { JournalEvents } from './journal-events';
import { JournalRetry } from './journal-retry';
import { JournalWorker } from './journal-worker';
import { JournalLine, JournalPending } from './journal.entity';
import { TracingModule } from '../tracing/tracing.module';

/** What happened, and who reacts to it: audit trail and outbox in one. */
@Module({
  imports: [
    TracingModule,
    DatabaseModule,
    DiscoveryModule,
    TypeOrmModule.forFeature([JournalLine, JournalPending]),
  ],
  providers: [Journal, JournalConsumers, JournalEvents, JournalRetry, JournalWorker],
  exports: [Journal, JournalConsumers, JournalEvents, JournalRetry, JournalWorker],
})
export class JournalModule {}
