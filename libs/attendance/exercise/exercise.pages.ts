import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { bodyOf, numberOf } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, dayOf, emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import { ExerciseAccess } from './exercise-access';
import { lessonView, observeHref, scriptHref, scriptStep, whenOf } from './exercise-view';
import { LessonRequest, ObserverRequest, StepRequest } from './exercise.dto';
import { ExerciseQueries } from './exercise.queries';
import { ExerciseService } from './exercise.service';

type Part = 'step' | 'observer' | 'lesson';

/** The script of an exercise, its observers and what was learned, for who gives or organises it. */
@ApiExcludeController()
@Controller('lesgeven/sessies/:id/draaiboek')
@Allow('trainer', 'theme_lead', 'administrator')
export class ExercisePages {
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
    @Query('stap') another: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, id, another === 'nog' ? 'step' : undefined);
  }

  @Post('stappen')
  async addStep(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = bodyOf(body);
    const form = await readForm(StepRequest, { ...given, minute: numberOf(given.minute) });
    const done = await form.submit(async (step) => {
      await this.service.addStep(actor, id, step);
      return true;
    });
    if (done)
      return seeOther(reply, `${scriptHref(id)}?stap=nog`, t('attendance.exercise.step-added'));
    await this.refuse(reply, actor, id, 'step', form);
  }

  @Post('stappen/:step/weghalen')
  async removeStep(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('step', ParseUUIDPipe) step: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.removeStep(actor, id, step);
    seeOther(reply, scriptHref(id), t('attendance.exercise.step-removed'));
  }

  @Post('waarnemers')
  async addObserver(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ObserverRequest, body);
    const done = await form.submit(async ({ address }) => {
      await this.service.addObserver(actor, id, address);
      return true;
    });
    if (done) return seeOther(reply, scriptHref(id), t('attendance.exercise.observer-added'));
    await this.refuse(reply, actor, id, 'observer', form);
  }

  @Post('waarnemers/:person/weghalen')
  async removeObserver(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('person', ParseUUIDPipe) person: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.removeObserver(actor, id, person);
    seeOther(reply, scriptHref(id), t('attendance.exercise.observer-removed'));
  }

  @Post('leerpunten')
  async addLesson(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(LessonRequest, body);
    const done = await form.submit(async (lesson) => {
      await this.service.addLesson(actor, id, lesson);
      return true;
    });
    if (done) return seeOther(reply, scriptHref(id), t('attendance.exercise.lesson-added'));
    await this.refuse(reply, actor, id, 'lesson', form);
  }

  @Post('leerpunten/:lesson/klaar')
  async done(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('lesson', ParseUUIDPipe) lesson: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.access.leading(actor, id);
    await this.service.setDone(actor, id, lesson, true);
    seeOther(reply, scriptHref(id), t('attendance.exercise.lesson-done'));
  }

  @Post('leerpunten/:lesson/open')
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('lesson', ParseUUIDPipe) lesson: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.access.leading(actor, id);
    await this.service.setDone(actor, id, lesson, false);
    seeOther(reply, scriptHref(id), t('attendance.exercise.lesson-reopened'));
  }

  private async refuse(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    part: Part,
    form: Form<object>,
  ): Promise<void> {
    void reply.status(422);
    await this.view(reply, actor, id, part, form);
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    part?: Part,
    form: Form<object> = emptyForm(),
  ): Promise<void> {
    const exercise = await this.access.leading(actor, id);
    const [steps, observers, lessons, owners] = await Promise.all([
      this.queries.steps(id, null),
      this.queries.observers(id),
      this.queries.lessons(id),
      this.queries.owners(id, actor.id),
    ]);
    const today = dayOf(this.clock.now());
    const home = scriptHref(id);
    const formOf = (one: Part) => (one === part ? form.view : emptyForm().view);
    reply.view('attendance/exercise/exercise', {
      title: t('attendance.exercise.title'),
      crumbs: [
        { href: '/lesgeven', label: 'Lesgeven' },
        { href: `/lesgeven/sessies/${id}`, label: exercise.courseTitle },
        { label: t('attendance.exercise.title') },
      ],
      course: exercise.courseTitle,
      when: whenOf(exercise),
      home,
      steps: steps.map((step) => scriptStep(exercise, step)),
      observers: observers.map((person) => ({
        who: person.name,
        removeAction: `${home}/waarnemers/${person.id}/weghalen`,
      })),
      observeLink: observeHref(id),
      lessons: lessons.map((lesson) => lessonView(home, lesson, today, true)),
      owners: owners.map(({ id: value, name: label }) => ({ value, label })),
      form: form.view,
      // Who added a step mostly adds the next one.
      stepOpen: part === 'step',
      stepFocus: part === 'step' && form.errorList.length === 0,
      stepForm: formOf('step'),
      observerForm: formOf('observer'),
      lessonForm: formOf('lesson'),
    });
  }
}
