import { type DynamicModule, Global, Module } from '@nestjs/common';

import { ChainModule } from './chain/chain.module';
import { ConfigModule } from './config/config.module';
import type { Config } from './config/config';
import { DatabaseModule } from './database/database.module';
import { DiscoveryModule } from './discovery/discovery.module';
import { FileStoreModule } from './file-store/file-store.module';
import { HttpModule } from './http/http.module';
import { InstallationModule } from './installation/installation.module';
import { JobsModule } from './jobs/jobs.module';
import { JournalModule } from './journal/journal.module';
import { MailModule } from './mail/mail.module';
import { OperationsModule } from './operations/operations.module';
import { RetentionModule } from './retention/retention.module';
import { OutgoingModule } from './outgoing/outgoing.module';
import { PagesModule } from './pages/pages.module';
import { TimeModule } from './time/time.module';
import type { Clock } from './time/clock';
import { TracingModule } from './tracing/tracing.module';

const FOLDERS = [
  DiscoveryModule,
  TracingModule,
  DatabaseModule,
  JournalModule,
  OutgoingModule,
  JobsModule,
  FileStoreModule,
  RetentionModule,
  PagesModule,
  InstallationModule,
  MailModule,
  ChainModule,
  OperationsModule,
  HttpModule,
];

// Global, as no other lib is: every lib works with the database, the journal and the clock. The
// configuration and the clock exist once per process and are handed in at the top.
/** Configuration, database, journal, jobs, mail, files, pages and the web: no words of the business. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, clock: Clock): DynamicModule {
    return {
      module: PlatformModule,
      imports: [TimeModule.with(clock), ConfigModule.with(config), ...FOLDERS],
      exports: FOLDERS,
    };
  }
}
