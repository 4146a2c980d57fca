import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AttemptModule } from '../attempt/attempt.module';
import { ContentModule } from '../content/content.module';
import { LearningModule } from '../learning/learning.module';
import { Review } from './review.entity';
import { ReviewPages } from './review.pages';
import { ReviewQueries } from './review.queries';
import { ReviewService } from './review.service';

/** Judging open answers in tests. */
@Module({
  imports: [AttemptModule, ContentModule, LearningModule, TypeOrmModule.forFeature([Review])],
  controllers: [ReviewPages],
  providers: [ReviewQueries, ReviewService],
})
export class ReviewModule {}
