import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { NotFound, readForm, seeOther, t } from '@academie/platform';

import { LearningQueries } from '../learning/learning.queries';
import { LearningService } from '../learning/learning.service';
import { VersionForm } from './learner.dto';
import {
  courseHref,
  goOnHref,
  learnerAddresses,
  lessonHref,
  newestHref,
  nextLesson,
  outlineView,
  progressView,
} from './outline-view';

/** The lessons of an enrolment: an overview, and the way back to where one stopped. */
@ApiExcludeController()
@Controller('leren/:id')
@Allow('participant')
export class CourseLearningPages {
  constructor(
    private readonly queries: LearningQueries,
    private readonly learning: LearningService,
  ) {}

  @Get('overzicht')
  async overview(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { courseId, courseTitle, courseSlug } = await this.queries.own(actor, id);
    const outline = await this.queries.outline(id, courseId);
    const { newer, finishedAt, score } = outline;
    const goOn = finishedAt ? 'again' : outline.begunAt ? 'on' : 'begin';
    reply.view('elearning/learner/course', {
      title: courseTitle,
      crumbs: [
        { href: '/mijn', label: t('elearning.mine') },
        { href: `/aanbod/${courseSlug}`, label: courseTitle },
        { label: t('elearning.lessons') },
      ],
      progress: progressView(outline),
      isFinished: finishedAt !== null,
      score,
      goOnLabel: t(`elearning.go-on.${goOn}`),
      goOnHref: goOnHref(id),
      newer: newer && { ...newer, action: newestHref(id) },
      modules: outlineView(learnerAddresses(id), outline),
    });
  }

  /** One address for "go on", on whichever device. */
  @Get('verder')
  async goOn(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { courseId } = await this.queries.own(actor, id);
    const lesson = nextLesson(await this.queries.outline(id, courseId));
    if (!lesson) throw new NotFound();
    seeOther(reply, lessonHref(id, lesson.key));
  }

  @Post('versie')
  async takeNewest(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(VersionForm, body);
    if (!data) throw new NotFound();
    await this.learning.takeNewest(actor, id, data.versionId);
    seeOther(reply, courseHref(id), t('elearning.newest-taken'));
  }
}
