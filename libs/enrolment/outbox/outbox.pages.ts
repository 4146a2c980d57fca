import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { Allow, MenuEntry } from '@academie/people';
import { t } from '@academie/platform';

import { OutboxQueries } from './outbox.queries';
import { listView, mailView, sendCalendar, sendHtml } from './outbox-view';

const PAGE_SIZE = 50;
const HOME = '/beheer/postvak';
const CRUMBS = [{ href: '/beheer', label: 'Beheer' }];

/** All mail that goes out, for who keeps the academie running. */
@ApiExcludeController()
@Controller('beheer/postvak')
@Allow('administrator')
export class OutboxPages {
  constructor(private readonly outbox: OutboxQueries) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'academie',
    href: '/beheer/postvak',
    text: 'enrolment.menu.outbox',
    roles: ['administrator'],
    position: 80,
  })
  async list(@Query('na') after: unknown, @Res() reply: FastifyReply): Promise<void> {
    const given = typeof after === 'string' ? after : undefined;
    const page = await this.outbox.list({ after: given, limit: PAGE_SIZE });
    reply.view('enrolment/outbox/outbox', {
      title: 'Postvak',
      crumbs: [...CRUMBS, { label: 'Postvak' }],
      lead: t('enrolment.outbox.lead'),
      ...listView(page, HOME, given, (mail) => this.outbox.canRead(mail), true),
    });
  }

  @Get(':id')
  async one(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    const mail = await this.outbox.one(id);
    reply.view('enrolment/outbox/mail', {
      crumbs: [...CRUMBS, { href: HOME, label: 'Postvak' }, { label: mail.subject }],
      ...mailView(mail, HOME),
    });
  }

  @Get(':id/html')
  async html(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    sendHtml(reply, await this.outbox.one(id));
  }

  @Get(':id/afspraak.ics')
  async calendar(
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendCalendar(reply, await this.outbox.one(id));
  }
}
