import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Clock } from './clock';
import { Commands } from './commands';
import { CONFIG, type Config } from './config';
import { Database, databaseOptions } from './database';
import { Views } from './handlebars';
import { HealthController } from './health.controller';
import { IdempotencyKey } from './idempotency.entity';
import { Jobs } from './jobs';
import { JournalConsumers } from './journal-consumers';
import { JournalLine, JournalPending } from './journal.entity';
import { Journal } from './journal';
import { JournalWorker } from './journal-worker';
import { MailDelivery } from './mail-delivery';
import { OutgoingMail } from './mail.entity';
import { MailGuards } from './mail-guards';
import { Mail } from './mail';
import { Memory } from './memory';
import { Metrics } from './metrics';
import { RefusalFilter } from './refusal.filter';
import { Seeds } from './seeds';

const PROVIDERS = [
  Commands,
  Database,
  Journal,
  JournalConsumers,
  JournalWorker,
  Jobs,
  Mail,
  MailDelivery,
  MailGuards,
  Memory,
  Metrics,
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
