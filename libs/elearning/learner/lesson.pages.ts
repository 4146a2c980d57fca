import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, emptyForm, type Form, NotFound, readForm, seeOther, t } from '@academie/platform';

import { AttemptQueries } from '../attempt/attempt.queries';
import { AttemptService } from '../attempt/attempt.service';
import { PackageStandings } from '../cmi5/package-standings';
import { ContentQueries } from '../content/content.queries';
import { LearningQueries } from '../learning/learning.queries';
import { LearningService } from '../learning/learning.service';
import { PackageQueries } from '../package/package.queries';
import { PractiseForm, VersionForm } from './learner.dto';
import { type LessonPage, LessonPageCache, lessonView } from './lesson-view';
import { packageView } from './package-view';
import {
  courseHref,
  learnerAddresses,
  lessonCrumbs,
  lessonHref,
  openHref,
  toolHref,
} from './outline-view';
import { testView } from './test-view';

/** One lesson: to read, to practise with, and to say that it is done; or the front of a test. */
@ApiExcludeController()
@Controller('leren/:id/les/:key')
@Allow('participant')
export class LessonPages {
  constructor(
    private readonly queries: LearningQueries,
    private readonly content: ContentQueries,
    private readonly attemptQueries: AttemptQueries,
    private readonly learning: LearningService,
    private readonly attempts: AttemptService,
    private readonly packages: PackageQueries,
    private readonly standings: PackageStandings,
    private readonly pages: LessonPageCache,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(actor, id, key, reply);
  }

  @Post('klaar')
  async done(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(VersionForm, body);
    if (!data) throw new NotFound();
    await this.learning.finishLesson(actor, id, data.versionId, key);
    const { lessons } = (await this.queries.standing(actor, id)).outline;
    const next = lessons[lessons.findIndex((lesson) => lesson.key === key) + 1];
    seeOther(reply, next ? lessonHref(id, next.key) : courseHref(id));
  }

  @Post('vragen/:question')
  async practise(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('question', ParseUUIDPipe) question: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(PractiseForm, body);
    const done = await form.submit(async ({ versionId, a = {} }) => {
      await this.attempts.practise(
        actor,
        id,
        { versionId, lessonKey: key, questionId: question },
        a,
      );
      return true;
    });
    if (done) return seeOther(reply, `${lessonHref(id, key)}#vraag-${question}`);
    // One thing can be wrong here, and it belongs to the question.
    const refused = emptyForm();
    refused.errors[`a.${question}`] = form.errors[''] ?? t('elearning.refusal.nothing-answered');
    void reply.status(422);
    await this.page(actor, id, key, reply, refused);
  }

  private async page(
    actor: Actor,
    id: string,
    key: string,
    reply: FastifyReply,
    form: Form<object> = emptyForm(),
  ): Promise<void> {
    const { enrolment, outline, answers } = await this.queries.standing(actor, id, key);
    const lesson = await this.content.lesson(outline.versionId, key);
    const page: LessonPage = {
      at: learnerAddresses(id),
      crumbs: lessonCrumbs(enrolment),
      ...{ outline, lesson, answers },
    };
    if (lesson.test) {
      const attempts = await this.attemptQueries.ofLesson(id, key);
      reply.view(
        'elearning/learner/test',
        testView(page, lesson.test, { enrolmentId: id, attempts, now: this.clock.now() }),
      );
      return;
    }
    if (lesson.packageId) {
      const [found, standings] = await Promise.all([
        this.packages.one(lesson.packageId),
        this.standings.of(id, lesson.packageId),
      ]);
      reply.view('elearning/learner/package', {
        ...packageView(page, found, {
          standings,
          openAction: openHref(id, key),
          enrolmentId: id,
        }),
        form: form.view,
      });
      return;
    }
    if (lesson.toolLinkId) return seeOther(reply, toolHref(id, key));
    if (answers.length === 0 && !form.failed)
      return void reply.sendPrepared(this.pages.of(enrolment, outline, lesson));
    page.errors = Object.fromEntries(
      Object.entries(form.errors).map(([field, text]) => [field.slice(2), text]),
    );
    reply.view('elearning/learner/lesson', { ...lessonView(page), form: form.view });
  }
}
