import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { EnrolmentModule } from '@academie/enrolment';

import { ContentModule } from '../content/content.module';
import { Learning, LessonDone } from './learning.entity';
import { LearningQueries } from './learning.queries';
import { ReadingPlace } from './reading-place.entity';
import { ReadingPlaces } from './reading-places';
import { LearningService } from './learning.service';

/** How far somebody is: begun with which version, what is done, finished. */
@Module({
  imports: [
    EnrolmentModule,
    ContentModule,
    TypeOrmModule.forFeature([Learning, LessonDone, ReadingPlace]),
  ],
  providers: [LearningQueries, LearningService, ReadingPlaces],
  exports: [LearningQueries, LearningService, ReadingPlaces],
})
export class LearningModule {}
