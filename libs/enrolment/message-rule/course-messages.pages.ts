import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type CourseLink, LinksOnManagedCourses } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Database, NotFound, t } from '@academie/platform';

import { type Desk, MessageRuleForms } from './message-rule.forms';
import { MessageRules } from '../message/message-rules';
import { MessageRuleService } from './message-rule.service';
import { rulesTable } from './message-view';

/** The messages of all offerings of a course, for who leads one of its themes. */
@ApiExcludeController()
@Controller('beheer/trainingen/:id/berichten')
@Allow('theme_lead', 'administrator')
export class CourseMessagesPages {
  constructor(
    private readonly database: Database,
    private readonly service: MessageRuleService,
    private readonly rules: MessageRules,
    private readonly desk: MessageRuleForms,
  ) {}

  @LinksOnManagedCourses()
  linkOf(courseId: string): CourseLink {
    return { label: t('enrolment.course-messages'), href: homeOf(courseId) };
  }

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const desk = await this.deskOf(actor, id);
    reply.view('enrolment/message-rule/course-messages', {
      title: `Berichten ${desk.course}`,
      crumbs: [...desk.crumbs, { label: 'Berichten' }],
      course: desk.course,
      ...rulesTable(await this.rules.of(desk.owner), desk.home),
      newHref: `${desk.home}/nieuw`,
    });
  }

  @Get('nieuw')
  async showNew(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.desk.showNew(reply, await this.deskOf(actor, id));
  }

  @Post('nieuw')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.desk.add(reply, actor, await this.deskOf(actor, id), body);
  }

  @Get(':key')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.desk.show(reply, await this.deskOf(actor, id), key);
  }

  @Post(':key')
  @HttpCode(200)
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Body() body: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.desk.handle(reply, actor, await this.deskOf(actor, id), key, body);
  }

  private async deskOf(actor: Actor, courseId: string): Promise<Desk> {
    const owner = await this.service.ownerOfCourse(actor, courseId);
    const course = await this.database.first<{ title: string; slug: string }>(
      'SELECT title, slug FROM catalogue.course WHERE id = $1',
      [courseId],
    );
    if (!course) throw new NotFound();
    return {
      owner,
      home: homeOf(courseId),
      course: course.title,
      crumbs: [{ href: `/beheer/aanbod/${courseId}`, label: course.title }],
    };
  }
}

const homeOf = (courseId: string): string => `/beheer/trainingen/${courseId}/berichten`;
