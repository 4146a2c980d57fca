import { Module } from '@nestjs/common';

import { CertificateReminders } from './certificate-reminders';

/** Mail about certificates that are about to expire. */
@Module({
  providers: [CertificateReminders],
})
export class CertificateReminderModule {}
