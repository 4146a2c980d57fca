import { Module } from '@nestjs/common';

import { CertificateModule } from '../certificate/certificate.module';
import { CertificateReminders } from './certificate-reminders';

/** Telling people of certificates that are about to expire, by mail. */
@Module({
  imports: [CertificateModule],
  providers: [CertificateReminders],
})
export class CertificateReminderModule {}
