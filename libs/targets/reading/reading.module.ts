import { Module } from '@nestjs/common';

import { PlanVersionsModule } from '../plan-versions/plan-versions.module';
import { ValueModule } from '../value/value.module';
import { ReadingPages } from './reading.pages';
import { ReadingService } from './reading.service';

/** How doubtful words of the plan are read, chosen by theme leads with a reason. */
@Module({
  imports: [ValueModule, PlanVersionsModule],
  controllers: [ReadingPages],
  providers: [ReadingService],
})
export class ReadingModule {}
