import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { readForm, seeOther, t, tellOutcome, trimmedText } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { AccountRequestQueries } from './account-request.queries';
import { AccountRequestService } from './account-request.service';
import { RefusalForm } from './registration.dto';

const HOME = '/organisatie/aanmeldingen';

/** People who ask for an account at an organisation. */
@ApiExcludeController()
@Controller('organisatie/aanmeldingen')
@Allow('coordinator', 'administrator')
export class AccountRequestPages {
  constructor(
    private readonly queries: AccountRequestQueries,
    private readonly service: AccountRequestService,
  ) {}

  @Get()
  @MenuEntry({
    section: 'account',
    href: HOME,
    text: 'people.menu.account-requests',
    roles: ['coordinator', 'administrator'],
    position: 20,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const from = trimmedText(after, 1000);
    const { items, next } = await this.queries.open(actor, from);
    reply.view('people/registration/account-requests', {
      title: t('people.menu.account-requests.label'),
      requests: items.map((item) => ({
        ...item,
        acceptHref: `${HOME}/${item.id}/aannemen`,
        refuseHref: `${HOME}/${item.id}/weigeren`,
      })),
      next: next && `${HOME}?na=${encodeURIComponent(next)}`,
      first: from && HOME,
    });
  }

  @Post(':id/aannemen')
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, HOME, async () => {
      await this.service.accept(actor, id);
      return t('people.registration.accepted');
    });
  }

  @Post(':id/weigeren')
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(RefusalForm, body);
    if (!data) return seeOther(reply, HOME, t('people.registration.reason-needed'), 'error');
    await tellOutcome(reply, HOME, async () => {
      await this.service.refuse(actor, id, data.reason);
      return t('people.registration.refused');
    });
  }
}
