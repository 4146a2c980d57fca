import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { readForm, seeOther, t, tellOutcome, trimmedText } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MEMBERS } from '../membership/membership-view';
import { RefuseChangeForm } from './proposal.dto';
import { ProposalQueries } from './proposal.queries';
import { ProposalService } from './proposal.service';
import { proposalView } from './proposal-view';

const HOME = '/organisatie/wijzigingen';

/** Changes that people told of their own work, to be confirmed. */
@ApiExcludeController()
@Controller('organisatie/wijzigingen')
@Allow('coordinator', 'administrator')
export class ProposalPages {
  constructor(
    private readonly queries: ProposalQueries,
    private readonly service: ProposalService,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const from = trimmedText(after, 1000);
    const { items, next } = await this.queries.open(actor, from);
    const title = t('people.work.changes');
    reply.view('people/proposal/proposals', {
      title,
      crumbs: [{ href: MEMBERS, label: t('people.menu.members.label') }, { label: title }],
      changes: items.map((row) => ({
        ...proposalView(row),
        acceptHref: `${HOME}/${row.id}/bevestigen`,
        refuseHref: `${HOME}/${row.id}/weigeren`,
      })),
      next: next && `${HOME}?na=${encodeURIComponent(next)}`,
      first: from && HOME,
    });
  }

  @Post(':id/bevestigen')
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, HOME, async () => {
      await this.service.accept(actor, id);
      return t('people.work.accepted');
    });
  }

  @Post(':id/weigeren')
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(RefuseChangeForm, body);
    if (!data) return seeOther(reply, HOME, t('people.work.reason-needed'), 'error');
    await tellOutcome(reply, HOME, async () => {
      await this.service.refuse(actor, id, data.reason);
      return t('people.work.refused');
    });
  }
}
