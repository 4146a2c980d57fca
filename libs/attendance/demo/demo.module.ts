import { Module } from '@nestjs/common';

import { DutyModule } from '../duty/duty.module';
import { DemoCertificatesSeed } from './certificate-demo.seed';
import { DemoAttendanceSeed } from './demo-attendance.seed';
import { DemoDutiesSeed } from './duty-demo.seed';
import { DemoEvaluationsSeed } from './evaluation-demo.seed';

/** Made-up marks, certificates, duties and evaluations. */
@Module({
  imports: [DutyModule],
  providers: [DemoAttendanceSeed, DemoCertificatesSeed, DemoDutiesSeed, DemoEvaluationsSeed],
})
export class DemoModule {}
