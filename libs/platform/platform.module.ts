import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Clock } from './time/clock';
import { Commands } from './jobs/commands';
import { CONFIG, type Config } from './config/config';
import { Database, databaseOptions } from './database/database';
import { Declarations } from './discovery/declarations';
import { Views } from './pages/handlebars';
import { HealthController } from './http/health.controller';
import { IdempotencyKey } from './http/idempotency.entity';
import { JobRunsQueries } from './jobs/job-runs.queries';
import { Jobs } from './jobs/jobs';
import { JournalConsumers } from './journal/journal-consumers';
import { JournalEvents } from './journal/journal-events';
import { JournalLine, JournalPending } from './journal/journal.entity';
import { Journal } from './journal/journal';
import { JournalWorker } from './journal/journal-worker';
import { MailDelivery } from './mail/mail-delivery';
import { OutgoingMail } from './mail/mail.entity';
import { MailChecks } from './mail/mail-checks';
import { Mail } from './mail/mail';
import { ShortCache } from './database/short-cache';
import { Metrics } from './operations/metrics';
import { Overview } from './operations/overview';
import { OverviewCommand } from './operations/overview.command';
import { RefusalFilter } from './http/refusal.filter';
import { Seeds } from './database/seeds';

const PROVIDERS = [
  Commands,
  Database,
  Declarations,
  Journal,
  JournalConsumers,
  JournalEvents,
  JournalWorker,
  JobRunsQueries,
  Jobs,
  Mail,
  MailDelivery,
  MailChecks,
  ShortCache,
  Metrics,
  Overview,
  OverviewCommand,
  RefusalFilter,
  Seeds,
];

// Global, and the only one: the configuration exists once per process and is handed in at the top,
// so a plain import could not carry it.
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, clock: Clock): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRoot({
          ...databaseOptions(config),
          autoLoadEntities: true,
          retryAttempts: 0,
        }),
        TypeOrmModule.forFeature([JournalLine, JournalPending, OutgoingMail, IdempotencyKey]),
      ],
      controllers: [HealthController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: Views, useFactory: () => new Views(!config.production) },
        ...PROVIDERS,
      ],
      exports: [CONFIG, Clock, Views, ...PROVIDERS],
    };
  }
}
