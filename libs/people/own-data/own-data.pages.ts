import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { emptyForm, type Form, longDate, readForm, seeOther, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { ErasureRequests } from './erasure-request.service';
import { ErasureRequestForm } from './own-data.dto';
import { OwnDataQueries } from './own-data.queries';

const PAGE = '/account/gegevens';

/** What the academie keeps of somebody, to read, to take along, and to ask that it goes. */
@ApiExcludeController()
@Controller()
@Allow('participant')
export class OwnDataPages {
  constructor(
    private readonly data: OwnDataQueries,
    private readonly requests: ErasureRequests,
  ) {}

  @Get('account/gegevens')
  show(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    return this.view(reply, actor, emptyForm());
  }

  @Get('account/gegevens.json')
  async json(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const data = await this.data.of(actor.id);
    void reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="mijn-gegevens.json"')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(data, null, 2));
  }

  @Post('account/gegevens/verwijderen')
  async ask(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ErasureRequestForm, body);
    const done = await form.submit(async ({ reason }) => {
      await this.requests.ask(actor, reason);
      return true;
    });
    if (done) return seeOther(reply, PAGE, t('people.own-data.asked'));
    void reply.status(422);
    await this.view(reply, actor, form);
  }

  private async view(reply: FastifyReply, actor: Actor, form: Form<object>): Promise<void> {
    const [{ person, addresses, work, mails }, counts, request] = await Promise.all([
      this.data.of(actor.id),
      this.data.counts(actor.id),
      this.requests.own(actor.id),
    ]);
    reply.view('people/own-data/own-data', {
      title: t('people.own-data.title'),
      crumbs: [
        { href: '/account', label: t('people.menu.account.label') },
        { label: t('people.own-data.title') },
      ],
      name: `${String(person.given_name)} ${String(person.family_name)}`,
      addresses: addresses.map(({ address }) => address),
      work,
      mails: mails.length,
      counts: counts.filter(({ count }) => count > 0),
      jsonHref: `${PAGE}.json`,
      askedOn: request && longDate(request.askedAt),
      answer: request?.answer,
      mayAsk: !request || request.answer !== null,
      action: `${PAGE}/verwijderen`,
      form: form.view,
    });
  }
}
