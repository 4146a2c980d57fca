import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, NotFound, readForm, seeOther, t } from '@academie/platform';

import { DraftQueries } from '../draft/draft.queries';
import { OutlineService } from '../draft/outline.service';
import { crumbsOf } from './content-view';
import { ModuleForm } from './editor.dto';
import { contentHref, editHref, moduleHref } from './editor-addresses';

/** Buttons beside modules and lessons: up, down, copy, remove; and the name of a module. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen')
@Allow('theme_lead', 'administrator')
export class OutlineStepsPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: DraftQueries,
    private readonly outline: OutlineService,
  ) {}

  @Get('onderdelen/:key')
  async module(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.modulePage(actor, courseId, key, reply);
  }

  @Post('onderdelen/:key')
  async rename(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ModuleForm, body);
    const done = await form.submit(async ({ title }) => {
      await this.outline.renameModule(actor, courseId, key, title);
      return true;
    });
    if (done) return seeOther(reply, contentHref(courseId), t('elearning.editor.saved'));
    void reply.status(422);
    await this.modulePage(actor, courseId, key, reply, form);
  }

  @Post('onderdelen/:key/omhoog')
  async moduleUp(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.outline.moveModule(actor, courseId, key, 'up');
    seeOther(reply, `${contentHref(courseId)}#kop-${key}`);
  }

  @Post('onderdelen/:key/omlaag')
  async moduleDown(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.outline.moveModule(actor, courseId, key, 'down');
    seeOther(reply, `${contentHref(courseId)}#kop-${key}`);
  }

  @Post('onderdelen/:key/verwijderen')
  async removeModule(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.outline.removeModule(actor, courseId, key);
    seeOther(reply, contentHref(courseId), t('elearning.editor.removed'));
  }

  @Post('les/:key/omhoog')
  async lessonUp(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.outline.moveLesson(actor, courseId, key, 'up');
    seeOther(reply, contentHref(courseId));
  }

  @Post('les/:key/omlaag')
  async lessonDown(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.outline.moveLesson(actor, courseId, key, 'down');
    seeOther(reply, contentHref(courseId));
  }

  @Post('les/:key/kopie')
  async copyLesson(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const copy = await this.outline.copyLesson(actor, courseId, key);
    seeOther(reply, editHref(courseId, copy), t('elearning.editor.copied'));
  }

  @Post('les/:key/verwijderen')
  async removeLesson(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.outline.removeLesson(actor, courseId, key);
    seeOther(reply, contentHref(courseId), t('elearning.editor.removed'));
  }

  private async modulePage(
    actor: Actor,
    courseId: string,
    key: string,
    reply: FastifyReply,
    form?: Form<object>,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const draft = await this.queries.draft(courseId);
    const module = (await this.queries.modules(draft.id)).find((one) => one.key === key);
    if (!module) throw new NotFound();
    reply.view('elearning/editor/module', {
      title: module.title,
      crumbs: [
        ...crumbsOf(course),
        { href: contentHref(courseId), label: t('elearning.lessons') },
        { label: module.title },
      ],
      form: (form ?? emptyForm({ title: module.title })).view,
      action: moduleHref(courseId, key),
      cancelHref: contentHref(courseId),
    });
  }
}
