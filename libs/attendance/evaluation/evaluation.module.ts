import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { EvaluationQuestionModule } from '../evaluation-question/evaluation-question.module';
import { EvaluationMinePages } from './evaluation-mine.pages';
import { EvaluationResultsPages } from './evaluation-results.pages';
import { EvaluationTrendPages } from './evaluation-trend.pages';
import { EvaluationAnswer, EvaluationTurn } from './evaluation.entity';
import { EvaluationMails } from './evaluation.mails';
import { EvaluationQueries } from './evaluation.queries';
import { EvaluationService } from './evaluation.service';
import { EvaluationsController } from './evaluations.controller';

/** What participants thought of an offering. */
@Module({
  imports: [EvaluationQuestionModule, TypeOrmModule.forFeature([EvaluationTurn, EvaluationAnswer])],
  controllers: [
    EvaluationMinePages,
    EvaluationResultsPages,
    EvaluationTrendPages,
    EvaluationsController,
  ],
  providers: [EvaluationMails, EvaluationQueries, EvaluationService],
})
export class EvaluationModule {}
