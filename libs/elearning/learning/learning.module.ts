import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { EnrolmentModule } from '@academie/enrolment';

import { Learning, LessonDone } from './learning.entity';
import { LearningQueries } from './learning.queries';
import { LearningService } from './learning.service';

/** How far somebody is: begun with which version, what is done, finished. */
@Module({
  imports: [EnrolmentModule, TypeOrmModule.forFeature([Learning, LessonDone])],
  providers: [LearningQueries, LearningService],
  exports: [LearningQueries, LearningService],
})
export class LearningModule {}
