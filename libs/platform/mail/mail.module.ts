import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DatabaseModule } from '../database/database.module';
import { DiscoveryModule } from '../discovery/discovery.module';
import { InstallationModule } from '../installation/installation.module';
import { PagesModule } from '../pages/pages.module';
import { Mail } from './mail';
import { MailChecks } from './mail-checks';
import { MailDelivery } from './mail-delivery';
import { MailRetry } from './mail-retry';
import { MailTrial } from './mail-trial';
import { OutgoingMail } from './mail.entity';
import { TracingModule } from '../tracing/tracing.module';

/** Outgoing mail: queued, checked, delivered. */
@Module({
  imports: [
    TracingModule,
    DatabaseModule,
    DiscoveryModule,
    InstallationModule,
    PagesModule,
    TypeOrmModule.forFeature([OutgoingMail]),
  ],
  providers: [Mail, MailDelivery, MailChecks, MailRetry, MailTrial],
  exports: [Mail, MailDelivery, MailChecks, MailRetry, MailTrial],
})
export class MailModule {}
