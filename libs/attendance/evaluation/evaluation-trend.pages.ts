import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { t } from '@academie/platform';

import { addedTrends } from './added-view';
import { FEWEST_ANSWERS } from './evaluation-questions';
import { trendsOf } from './evaluation-trend-view';
import { EvaluationQueries } from './evaluation.queries';

/** What people thought of a course, run after run. */
@ApiExcludeController()
@Controller('lesgeven/evaluaties/training/:course')
@Allow('trainer', 'theme_lead', 'administrator')
export class EvaluationTrendPages {
  constructor(private readonly queries: EvaluationQueries) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { courseTitle, runs, silent } = await this.queries.ofCourse(actor, courseId);
    reply.view('attendance/evaluation/evaluation-trend', {
      title: t('attendance.evaluation-trend.title'),
      crumbs: [
        { href: '/lesgeven', label: 'Lesgeven' },
        { href: '/lesgeven/evaluaties', label: 'Evaluaties' },
        { label: courseTitle },
      ],
      course: courseTitle,
      fewest: FEWEST_ANSWERS,
      silent,
      trends: runs.length > 0 && [...trendsOf(runs), ...addedTrends(runs)],
    });
  }
}
