import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';

import { AddedQuestionLinks } from './added-question-links';
import { AddedQuestionController } from './added-question.controller';
import { AddedAnswer, AddedQuestion } from './added-question.entity';
import { AddedQuestionPages } from './added-question.pages';
import { AddedQuestionQueries } from './added-question.queries';
import { AddedQuestionService } from './added-question.service';

/** Questions that organisers add to the evaluation of a course or an offering. */
@Module({
  imports: [CatalogueModule, TypeOrmModule.forFeature([AddedQuestion, AddedAnswer])],
  controllers: [AddedQuestionController, AddedQuestionPages],
  providers: [AddedQuestionLinks, AddedQuestionQueries, AddedQuestionService],
  exports: [AddedQuestionQueries],
})
export class EvaluationQuestionModule {}
