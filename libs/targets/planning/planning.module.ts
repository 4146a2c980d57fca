import { Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';
import { AttendanceModule } from '@academie/attendance';

import { CountingModule } from '../counting/counting.module';
import { PlannedEvidenceQueries } from './planned-evidence.queries';
import { UsualQueries } from './forecast.queries';

/** What is planned for a target, and what its value will come to, by rule. */
@Module({
  imports: [ActsModule, AttendanceModule, CountingModule],
  providers: [PlannedEvidenceQueries, UsualQueries],
  exports: [PlannedEvidenceQueries, UsualQueries],
})
export class PlanningModule {}
