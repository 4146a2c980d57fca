import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ChangedMeanwhile, emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { DraftQueries } from '../draft/draft.queries';
import { headOf, LessonEditService } from '../draft/lesson-edit.service';
import { TypedForms } from '../draft/typed-forms';
import { LessonForm } from './editor.dto';
import { editHref } from './editor-addresses';
import { headFrom, lessonFormView, lessonValues } from './lesson-form-view';
import { seenIn } from './seen';

/** One lesson of a draft. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen/les/:key')
@Allow('theme_lead', 'administrator')
export class LessonFormPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: DraftQueries,
    private readonly content: ContentQueries,
    private readonly edit: LessonEditService,
    private readonly typed: TypedForms,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(actor, courseId, key, reply);
  }

  @Post()
  async change(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.course(actor, courseId);
    const draft = await this.queries.draft(courseId);
    const { test } = await this.content.lesson(draft.id, key);
    const form = await readForm(LessonForm, body);
    let isOvertaken = false;
    try {
      const done = await form.submit(async (data) => {
        const head = headFrom(data, test !== null);
        await this.edit.changeHead(actor, courseId, key, { seen: seenIn(body), head });
        return true;
      });
      if (done) return seeOther(reply, editHref(courseId, key), t('elearning.editor.saved'));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      isOvertaken = true;
    }
    void reply.status(422);
    await this.page(actor, courseId, key, reply, form, isOvertaken);
  }

  private async page(
    actor: Actor,
    courseId: string,
    key: string,
    reply: FastifyReply,
    form?: Form<object>,
    isOvertaken = false,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const draft = await this.queries.draft(courseId);
    const [lesson, modules, typed] = await Promise.all([
      this.content.lesson(draft.id, key),
      this.queries.modules(draft.id),
      this.typed.ofLesson(actor, draft.id, key),
    ]);
    reply.view(
      'elearning/editor/lesson-form',
      lessonFormView({
        course,
        lesson,
        modules,
        typed,
        form: form ?? emptyForm(lessonValues(headOf(lesson))),
        theirs: isOvertaken ? headOf(lesson) : undefined,
      }),
    );
  }
}
