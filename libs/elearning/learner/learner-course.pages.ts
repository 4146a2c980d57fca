import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { NotFound, readForm, seeOther, t } from '@academie/platform';

import { AttemptQueries } from '../attempt/attempt.queries';
import { LearningQueries } from '../learning/learning.queries';
import { LearningService } from '../learning/learning.service';
import { ReadingPlaces } from '../learning/reading-places';
import { VersionForm } from './learner.dto';
import {
  attemptHref,
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
    private readonly places: ReadingPlaces,
    private readonly attempts: AttemptQueries,
  ) {}

  @Get('overzicht')
  async overview(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { enrolment, outline } = await this.queries.standing(actor, id);
    const { courseTitle, courseSlug } = enrolment;
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
    const [{ outline }, place] = await Promise.all([
      this.queries.standing(actor, id),
      this.places.of(id),
    ]);
    const last = outline.lessons.find(({ key, isDone }) => key === place?.lessonKey && !isDone);
    const lesson = last ?? nextLesson(outline);
    if (!lesson) throw new NotFound();
    const open = lesson.isTest ? await this.attempts.openOf(id, lesson.key) : undefined;
    if (open) return seeOther(reply, attemptHref(id, open));
    const block = last && place?.blockId ? `#blok-${place.blockId}` : '';
    seeOther(reply, `${lessonHref(id, lesson.key)}${block}`);
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
