import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { NotFound, t } from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { crumbsOf } from '../editor/content-view';
import { contentHref } from '../editor/editor-addresses';
import {
  courseStats,
  learnerColumns,
  learnerRow,
  lessonColumns,
  lessonRow,
  questionFigures,
} from './statistics-view';
import { LEARNERS_PAGE, StatisticsQueries } from './statistics.queries';

/** How a course is followed: who is where, and which questions are difficult. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen/cijfers')
@Allow('theme_lead', 'administrator')
export class StatisticsPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: StatisticsQueries,
    private readonly content: ContentQueries,
  ) {}

  @Get()
  async overview(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Query('pagina') given: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const page = typeof given === 'string' && /^[1-9]\d{0,3}$/.test(given) ? Number(given) : 1;
    const [figures, lessons, learners] = await Promise.all([
      this.queries.course(courseId),
      this.queries.lessons(courseId),
      this.queries.learners(courseId, page),
    ]);
    const base = contentHref(courseId);
    reply.view('elearning/statistics/statistics', {
      title: t('elearning.figures.title'),
      crumbs: [
        ...crumbsOf(course),
        { href: base, label: t('elearning.lessons') },
        { label: t('elearning.figures.title') },
      ],
      stats: courseStats(figures),
      lessonColumns: lessonColumns(),
      lessonRows: lessons.map((lesson) => lessonRow(base, lesson)),
      learnerColumns: learnerColumns(),
      learnerRows: learners.slice(0, LEARNERS_PAGE).map((row) => learnerRow(base, row)),
      previousHref: page > 1 ? `${base}/cijfers?pagina=${page - 1}` : undefined,
      nextHref: learners.length > LEARNERS_PAGE ? `${base}/cijfers?pagina=${page + 1}` : undefined,
    });
  }

  @Get(':key')
  async lesson(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const versionId = await this.queries.newest(courseId);
    if (!versionId) throw new NotFound();
    const lesson = await this.content.lesson(versionId, key);
    const answers = await this.queries.answers(versionId, key);
    const base = contentHref(courseId);
    reply.view('elearning/statistics/lesson-statistics', {
      title: lesson.title,
      crumbs: [
        ...crumbsOf(course),
        { href: base, label: t('elearning.lessons') },
        { href: `${base}/cijfers`, label: t('elearning.figures.title') },
        { label: lesson.title },
      ],
      questions: questionFigures(lesson, answers),
    });
  }
}
