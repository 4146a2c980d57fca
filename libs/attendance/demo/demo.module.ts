import { Module } from '@nestjs/common';

import { DutyModule } from '../duty/duty.module';
import { DemoCertificatesSeed } from './certificate-demo.seed';
import { DemoAttendanceSeed } from './demo-attendance.seed';
import { DemoDutiesSeed } from './duty-demo.seed';
import { DemoEvaluationsSeed } from './evaluation-demo.seed';
import { DemoExerciseSeed } from './exercise-demo.seed';

/** Made-up marks, certificates, duties, evaluations and an exercise. */
@Module({
  imports: [DutyModule],
  providers: [
    DemoAttendanceSeed,
    DemoCertificatesSeed,
    DemoDutiesSeed,
    DemoEvaluationsSeed,
    DemoExerciseSeed,
  ],
})
export class DemoModule {}
