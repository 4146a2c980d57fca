import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { NotFound, readForm, Refusal, refusalText, seeOther, t } from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { learnerAddresses, lessonCrumbs, lessonHref, toolHref } from '../learner/outline-view';
import { LearningQueries } from '../learning/learning.queries';
import { ToolLaunchService, type WayToTool } from '../tool-launch/tool-launch.service';
import { goToTool } from '../tool-launch/way-to-tool';
import { ToolQueries } from '../tool/tool.queries';
import { OpenToolForm } from './tool-lesson.dto';
import { toolLessonView } from './tool-lesson-view';

/** Opening the program of a lesson, and coming back from it. */
@ApiExcludeController()
@Controller('leren/:id/les/:key')
@Allow('participant')
export class ToolLessonPages {
  constructor(
    private readonly queries: LearningQueries,
    private readonly content: ContentQueries,
    private readonly tools: ToolQueries,
    private readonly launches: ToolLaunchService,
  ) {}

  @Get('leerprogramma')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { enrolment, outline } = await this.queries.standing(actor, id);
    const lesson = await this.content.lesson(outline.versionId, key);
    const link = await this.tools.link(lesson.toolLinkId);
    const page = {
      at: learnerAddresses(id),
      crumbs: lessonCrumbs(enrolment),
      outline,
      lesson,
      answers: [],
    };
    const standing = await this.launches.standing(link.id, id);
    reply.view(
      'elearning/tool-lesson/tool-lesson',
      toolLessonView(page, link, { standing, openAction: toolHref(id, key) }),
    );
  }

  @Post('leerprogramma')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(OpenToolForm, body);
    if (!data) throw new NotFound();
    try {
      const wanted = { versionId: data.versionId, inPage: data.place === 'page' };
      const way = await this.launches.open(actor, id, key, wanted);
      if (way.inFrame) return await this.frame(actor, id, key, data.versionId, way, reply);
      goToTool(reply, way);
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      seeOther(reply, lessonHref(id, key), refusalText(error), 'error');
    }
  }

  /** The program within a page of ours, which lets no other site into its frame. */
  private async frame(
    actor: Actor,
    id: string,
    key: string,
    versionId: string,
    { name, href }: WayToTool,
    reply: FastifyReply,
  ): Promise<void> {
    const { enrolment, outline } = await this.queries.standing(actor, id);
    const lesson = await this.content.lesson(outline.versionId, key);
    const { addresses } = await this.tools.link(lesson.toolLinkId);
    const origins = [...new Set(addresses.map((address) => new URL(address).origin))];
    const own = String(reply.getHeader('content-security-policy') ?? '');
    void reply
      .status(200)
      .header('content-security-policy', `${own};frame-src 'self' ${origins.join(' ')}`);
    reply.view('elearning/tool-lesson/tool-frame', {
      title: lesson.title,
      crumbs: [...lessonCrumbs(enrolment), { href: lessonHref(id, key), label: lesson.title }],
      toolName: name,
      href,
      versionId,
      openAction: toolHref(id, key),
      backHref: lessonHref(id, key),
    });
  }

  /** Where a program sends people when they are done there; it may say that something went wrong (LTI Core 1.3). */
  @Get('terug')
  async back(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Query('lti_errormsg') wrong: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.own(actor, id);
    // What it says itself is not shown: anybody can make such an address.
    if (wrong !== undefined)
      return seeOther(reply, lessonHref(id, key), t('elearning.tool.came-back-wrong'), 'error');
    seeOther(reply, lessonHref(id, key), t('elearning.tool.came-back'));
  }
}
