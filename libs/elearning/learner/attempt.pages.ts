import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  NotFound,
  readForm,
  Refusal,
  refusalText,
  seeOther,
} from '@academie/platform';

import { AttemptQueries, type AttemptRow } from '../attempt/attempt.queries';
import { AttemptService } from '../attempt/attempt.service';
import { ContentQueries, type LessonRow } from '../content/content.queries';
import { LearningQueries } from '../learning/learning.queries';
import { attemptFormView, attemptResultView } from './attempt-view';
import { AnswersForm, VersionForm } from './learner.dto';
import { attemptHref, lessonHref } from './outline-view';

/** Taking a test, and what came of it. */
@ApiExcludeController()
@Controller('leren/:id')
@Allow('participant')
export class AttemptPages {
  constructor(
    private readonly learners: LearningQueries,
    private readonly content: ContentQueries,
    private readonly queries: AttemptQueries,
    private readonly attempts: AttemptService,
  ) {}

  @Post('les/:key/toets')
  async begin(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(VersionForm, body);
    if (!data) throw new NotFound();
    try {
      const attempt = await this.attempts.begin(actor, id, data.versionId, key);
      seeOther(reply, attemptHref(id, attempt));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      seeOther(reply, lessonHref(id, key), refusalText(error), 'error');
    }
  }

  @Get('toets/:attempt')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('attempt', ParseUUIDPipe) attemptId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { courseTitle } = await this.learners.own(actor, id);
    const { attempt, lesson } = await this.attempt(id, attemptId);
    if (!attempt.submittedAt) return this.form(reply, { courseTitle, attempt, lesson });
    const [answers, tries, isFinished] = await Promise.all([
      this.queries.answers(attemptId),
      this.queries.ofLesson(id, attempt.lessonKey),
      attempt.passed === true && this.isFinished(actor, id),
    ]);
    reply.view(
      'elearning/learner/attempt-result',
      attemptResultView({ courseTitle, attempt, lesson }, answers, tries, isFinished),
    );
  }

  @Post('toets/:attempt')
  async submit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('attempt', ParseUUIDPipe) attemptId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(AnswersForm, body);
    const fields = form.data?.a ?? {};
    const done = await form.submit(async () => {
      await this.attempts.submit(actor, id, attemptId, fields);
      return true;
    });
    if (done) return seeOther(reply, attemptHref(id, attemptId));
    const { courseTitle } = await this.learners.own(actor, id);
    void reply.status(422);
    this.form(reply, { courseTitle, ...(await this.attempt(id, attemptId)) }, fields, form);
  }

  private async isFinished(actor: Actor, id: string): Promise<boolean> {
    return (await this.learners.standing(actor, id)).outline.finishedAt !== null;
  }

  private async attempt(
    id: string,
    attemptId: string,
  ): Promise<{ attempt: AttemptRow; lesson: LessonRow }> {
    const attempt = await this.queries.one(id, attemptId);
    if (!attempt) throw new NotFound();
    return { attempt, lesson: await this.content.lesson(attempt.versionId, attempt.lessonKey) };
  }

  private form(
    reply: FastifyReply,
    around: { courseTitle: string; attempt: AttemptRow; lesson: LessonRow },
    fields: Readonly<Record<string, unknown>> = around.attempt.draft ?? {},
    form: Form<object> = emptyForm(),
  ): void {
    reply.view('elearning/learner/attempt', attemptFormView(around, fields, form));
  }
}
