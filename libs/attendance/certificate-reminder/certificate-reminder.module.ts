import { Module } from '@nestjs/common';

import { CertificateModule } from '../certificate/certificate.module';
import { CertificateReminders } from './certificate-reminders';
import { LapsingForYou } from './lapsing-for-you';

/** Telling people of certificates that are about to expire, by mail and on the front page. */
@Module({
  imports: [CertificateModule],
  providers: [CertificateReminders, LapsingForYou],
})
export class CertificateReminderModule {}
