import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { LearningModule } from '../learning/learning.module';
import { RuntimeState } from './runtime-state.entity';
import { RuntimeService } from './runtime.service';

/** What SCORM packages keep of learners, and what it means. */
@Module({
  imports: [LearningModule, TypeOrmModule.forFeature([RuntimeState])],
  providers: [RuntimeService],
  exports: [RuntimeService],
})
export class RuntimeModule {}
