import { Module } from '@nestjs/common';

import { DemoCertificatesSeed } from './certificate-demo.seed';
import { DemoAttendanceSeed } from './demo-attendance.seed';
import { DemoEvaluationsSeed } from './evaluation-demo.seed';

/** Made-up marks, certificates and evaluations. */
@Module({
  providers: [DemoAttendanceSeed, DemoCertificatesSeed, DemoEvaluationsSeed],
})
export class DemoModule {}
