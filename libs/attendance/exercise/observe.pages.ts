import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, dayOf, type Form, readForm, seeOther, t } from '@academie/platform';

import { ExerciseAccess } from './exercise-access';
import { lessonView, observedStep, observeHref, scriptHref, whenOf } from './exercise-view';
import { ObservationRequest } from './exercise.dto';
import { ExerciseQueries } from './exercise.queries';
import { ExerciseService } from './exercise.service';

/** An exercise on the phone of who watches it: its steps, and what was seen of each. */
@ApiExcludeController()
@Controller('oefeningen/:id')
@Allow('participant')
export class ObservePages {
  constructor(
    private readonly access: ExerciseAccess,
    private readonly queries: ExerciseQueries,
    private readonly service: ExerciseService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, id);
  }

  @Post('stappen/:step')
  async observe(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('step', ParseUUIDPipe) step: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ObservationRequest, body);
    const done = await form.submit(async (data) => {
      await this.service.observe(actor, id, step, data);
      return true;
    });
    if (done)
      return seeOther(reply, `${observeHref(id)}#stap-${step}`, t('attendance.exercise.observed'));
    void reply.status(422);
    await this.view(reply, actor, id, { step, form });
  }

  @Post('leerpunten/:lesson/klaar')
  async done(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('lesson', ParseUUIDPipe) lesson: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.setDone(actor, id, lesson, true);
    seeOther(reply, observeHref(id), t('attendance.exercise.lesson-done'));
  }

  @Post('leerpunten/:lesson/open')
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('lesson', ParseUUIDPipe) lesson: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.setDone(actor, id, lesson, false);
    seeOther(reply, observeHref(id), t('attendance.exercise.lesson-reopened'));
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    typed?: { step: string; form: Form<object> },
  ): Promise<void> {
    const exercise = await this.access.reached(actor, id);
    const [steps, lessons] = await Promise.all([
      this.queries.steps(id, actor.id),
      this.queries.lessons(id),
    ]);
    const now = this.clock.now();
    const begun = now >= exercise.startsAt;
    const home = observeHref(id);
    reply.view('attendance/exercise/observe', {
      title: t('attendance.exercise.observing'),
      crumbs: [
        { href: '/mijn', label: 'Mijn academie' },
        { label: t('attendance.exercise.observing') },
      ],
      course: exercise.courseTitle,
      when: whenOf(exercise),
      scriptHref: exercise.leads && scriptHref(id),
      begun,
      steps: steps.map((step) =>
        observedStep(exercise, step, begun, typed?.step === step.id ? typed.form.view : undefined),
      ),
      lessons: lessons.map((lesson) =>
        lessonView(home, lesson, dayOf(now), exercise.leads || lesson.ownerId === actor.id),
      ),
      formErrors: typed?.form.errorList.filter(({ field }) => field === ''),
      form: typed?.form.view,
    });
  }
}
