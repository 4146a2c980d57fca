import { Module } from '@nestjs/common';

import { AttemptModule } from '../attempt/attempt.module';
import { LearnerModule } from '../learner/learner.module';
import { LearningModule } from '../learning/learning.module';
import { DevicePages } from './device.pages';
import { DeviceService } from './device.service';

/** Lessons that somebody opened are read without a connection; what was answered then comes later. */
@Module({
  imports: [LearningModule, AttemptModule, LearnerModule],
  controllers: [DevicePages],
  providers: [DeviceService],
})
export class DeviceModule {}
