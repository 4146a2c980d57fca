import { Module } from '@nestjs/common';

import { EnrolmentModule } from '@academie/enrolment';

import { AttemptModule } from '../attempt/attempt.module';
import { ContentModule } from '../content/content.module';
import { LaunchModule } from '../launch/launch.module';
import { LearningModule } from '../learning/learning.module';
import { AttemptPages } from './attempt.pages';
import { CourseLearningPages } from './learner-course.pages';
import { LessonPageCache } from './lesson-view';
import { LessonPages } from './lesson.pages';
import { PackagePages } from './package.pages';
import { PackageModule } from '../package/package.module';
import { Cmi5Module } from '../cmi5/cmi5.module';
import { GoOnReading } from './go-on-reading';
import { ReadingLinks } from './reading-links';

/** The pages of a learner: overview, lesson, test. */
@Module({
  imports: [
    EnrolmentModule,
    PackageModule,
    ContentModule,
    LearningModule,
    LaunchModule,
    Cmi5Module,
    AttemptModule,
  ],
  controllers: [CourseLearningPages, LessonPages, PackagePages, AttemptPages],
  providers: [GoOnReading, LessonPageCache, ReadingLinks],
})
export class LearnerModule {}
