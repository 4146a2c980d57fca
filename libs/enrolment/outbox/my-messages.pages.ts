import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';

import { mineTabs } from '../mine/my-enrolments-view';
import { OutboxQueries } from './outbox.queries';
import { listView, mailView, sendCalendar, sendHtml } from './outbox-view';

const PAGE_SIZE = 25;
const HOME = '/mijn/berichten';
const CRUMBS = [{ href: '/mijn', label: 'Mijn academie' }];

/** The mails somebody got, to read again. */
@ApiExcludeController()
@Controller('mijn/berichten')
@Allow('participant')
export class MyMessagesPages {
  constructor(private readonly outbox: OutboxQueries) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = typeof after === 'string' ? after : undefined;
    const page = await this.outbox.list({ personId: actor.id, after: given, limit: PAGE_SIZE });
    reply.view('enrolment/outbox/messages', {
      title: 'Berichten',
      crumbs: [...CRUMBS, { label: 'Berichten' }],
      tabs: mineTabs('messages'),
      ...listView(page, HOME, given, () => true, false),
    });
  }

  @Get(':id')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mail = await this.outbox.one(id, actor.id);
    reply.view('enrolment/outbox/mail', {
      crumbs: [...CRUMBS, { href: HOME, label: 'Berichten' }, { label: mail.subject }],
      ...mailView(mail, HOME),
    });
  }

  @Get(':id/html')
  async html(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendHtml(reply, await this.outbox.one(id, actor.id));
  }

  @Get(':id/afspraak.ics')
  async calendar(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendCalendar(reply, await this.outbox.one(id, actor.id));
  }
}
