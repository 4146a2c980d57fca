import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ContentModule } from '../content/content.module';
import { LearningModule } from '../learning/learning.module';
import { Answer, Attempt } from './attempt.entity';
import { AttemptQueries } from './attempt.queries';
import { AttemptService } from './attempt.service';
import { FirstAttempts } from './first-attempts';

/** Taking a test: what was drawn, answered and scored; answers in lessons too. */
@Module({
  imports: [ContentModule, LearningModule, TypeOrmModule.forFeature([Attempt, Answer])],
  providers: [AttemptQueries, AttemptService, FirstAttempts],
  exports: [AttemptQueries, AttemptService],
})
export class AttemptModule {}
