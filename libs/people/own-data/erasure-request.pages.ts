import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { emptyForm, type Form, longDate, readForm, seeOther, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { ErasureRequests } from './erasure-request.service';
import { ErasureAnswerForm } from './own-data.dto';

const PAGE = '/beheer/verwijderverzoeken';

/** Requests of people to be erased, for administrators. */
@ApiExcludeController()
@Controller('beheer/verwijderverzoeken')
@Allow('administrator')
export class ErasureRequestPages {
  constructor(private readonly requests: ErasureRequests) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'people',
    href: PAGE,
    text: 'people.menu.erasures',
    roles: ['administrator'],
    position: 56,
  })
  list(@Res() reply: FastifyReply): Promise<void> {
    return this.view(reply, emptyForm(), undefined);
  }

  @Post(':id/afwijzen')
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ErasureAnswerForm, body);
    const done = await form.submit(async ({ answer }) => {
      await this.requests.refuse(actor, id, answer);
      return true;
    });
    if (done) return seeOther(reply, PAGE, t('people.own-data.refused'));
    void reply.status(422);
    await this.view(reply, form, id);
  }

  private async view(
    reply: FastifyReply,
    form: Form<object>,
    asked: string | undefined,
  ): Promise<void> {
    const open = await this.requests.open();
    reply.view('people/own-data/erasure-requests', {
      title: t('people.menu.erasures.label'),
      crumbs: [{ href: '/beheer', label: 'Beheer' }, { label: t('people.menu.erasures.label') }],
      requests: open.map(({ id, personId, name, organisation, reason, askedAt }) => ({
        id,
        name,
        organisation,
        reason,
        askedOn: longDate(askedAt),
        eraseHref: `/beheer/personen/${personId}/verwijderen`,
        refuseAction: `${PAGE}/${id}/afwijzen`,
        error: id === asked ? form.errors.answer : undefined,
        answer: id === asked ? form.values.answer : undefined,
      })),
      form: form.view,
    });
  }
}
