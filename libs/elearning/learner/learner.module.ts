import { Module } from '@nestjs/common';

import { AttemptModule } from '../attempt/attempt.module';
import { ContentModule } from '../content/content.module';
import { LearningModule } from '../learning/learning.module';
import { AttemptPages } from './attempt.pages';
import { CourseLearningPages } from './learner-course.pages';
import { LessonPages } from './lesson.pages';
import { ReadingLinks } from './reading-links';

/** The pages of a learner: overview, lesson, test. */
@Module({
  imports: [ContentModule, LearningModule, AttemptModule],
  controllers: [CourseLearningPages, LessonPages, AttemptPages],
  providers: [ReadingLinks],
})
export class LearnerModule {}
