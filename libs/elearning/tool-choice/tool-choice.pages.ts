import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, NotFound, readForm, seeOther, t } from '@academie/platform';

import { DraftQueries } from '../draft/draft.queries';
import { crumbsOf } from '../editor/content-view';
import { chosenHref, contentHref, newToolHref } from '../editor/editor-addresses';
import { ToolQueries } from '../tool/tool.queries';
import { goToTool } from '../tool-launch/way-to-tool';
import { ToolChoiceForm } from './tool-choice.dto';
import { ToolChoiceService } from './tool-choice.service';

/** Programs of others as lessons of a draft: which one, and what of it. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen/leerprogrammas')
@Allow('theme_lead', 'administrator')
export class ToolChoicePages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly drafts: DraftQueries,
    private readonly tools: ToolQueries,
    private readonly choices: ToolChoiceService,
  ) {}

  @Get('nieuw')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(actor, courseId, reply, emptyForm());
  }

  @Post('nieuw')
  async choose(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.courses.course(actor, courseId);
    const draft = await this.drafts.draft(courseId);
    const form = await readForm(ToolChoiceForm, body);
    const done = await form.submit(async ({ toolId, moduleKey, title = '', passMark }) => {
      const tool = await this.tools.one(toolId);
      const modules = await this.drafts.modules(draft.id);
      if (!modules.some(({ key }) => key === moduleKey)) throw new NotFound();
      const wish = { moduleKey, title, passMark: (tool.givesScores && passMark) || null };
      if (tool.chooseUrl) return { way: await this.choices.begin(actor, courseId, tool, wish) };
      return { key: await this.choices.add(actor, courseId, tool, wish) };
    });
    if (done?.way) return goToTool(reply, done.way);
    if (done) return seeOther(reply, contentHref(courseId), t('elearning.tool.lesson-added'));
    void reply.status(422);
    await this.page(actor, courseId, reply, form);
  }

  @Get('keuze/:choice')
  async show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('choice', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const choice = await this.choices.one(actor, courseId, id);
    const title = t('elearning.tool.chosen', { name: choice.toolName });
    reply.view('elearning/tool-choice/chosen', {
      title,
      crumbs: [
        ...crumbsOf(course),
        { href: contentHref(courseId), label: t('elearning.lessons') },
        { label: title },
      ],
      chosen: choice.item && (choice.title || choice.item.title),
      isAnswered: choice.isAnswered,
      isTaken: choice.lessonKey !== null,
      passMark: choice.passMark,
      action: chosenHref(courseId, id),
      againHref: newToolHref(courseId),
      cancelHref: contentHref(courseId),
    });
  }

  @Post('keuze/:choice')
  async take(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('choice', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.choices.take(actor, courseId, id);
    seeOther(reply, contentHref(courseId), t('elearning.tool.lesson-added'));
  }

  private async page(
    actor: Actor,
    courseId: string,
    reply: FastifyReply,
    form: Form<object>,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const draft = await this.drafts.draft(courseId);
    const [modules, tools] = await Promise.all([this.drafts.modules(draft.id), this.tools.list()]);
    const title = t('elearning.tool.new-lesson');
    reply.view('elearning/tool-choice/new-tool-lesson', {
      title,
      crumbs: [
        ...crumbsOf(course),
        { href: contentHref(courseId), label: t('elearning.lessons') },
        { label: title },
      ],
      form: form.view,
      tools: tools.map(({ id, name }) => ({ value: id, label: name })),
      modules: modules.map(({ key, title: label }) => ({ value: key, label })),
      action: newToolHref(courseId),
      cancelHref: contentHref(courseId),
    });
  }
}
