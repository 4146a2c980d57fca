import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  Clock,
  dayOf,
  emptyForm,
  type Form,
  NotFound,
  pageAsked,
  readForm,
  seeOther,
  t,
  tellOutcome,
} from '@academie/platform';

import { DeliveryAccess } from './delivery-access';
import { DeliveredForm, MoveForm, ReasonForm } from './delivery.dto';
import { DeliveryQueries } from './delivery.queries';
import { DeliveryService } from './delivery.service';
import { deliveryListView, deliveryView, REQUESTS } from './delivery-view';
import { wholeNumber } from './menu.pages';

type Body_ = Record<string, unknown> | undefined;

/** Deliveries that were asked for: a municipality sees its own, the team decides on all. */
@ApiExcludeController()
@Controller('menukaart/aanvragen')
@Allow('coordinator', 'theme_lead', 'administrator')
export class DeliveryPages {
  constructor(
    private readonly queries: DeliveryQueries,
    private readonly access: DeliveryAccess,
    private readonly service: DeliveryService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rights = await this.access.of(actor);
    const filter = { open: query.alles !== 'ja', page: pageAsked(query.pagina) };
    const own = rights.isTeam ? undefined : rights.municipalities.map(({ id }) => id);
    const rows = await this.queries.list(own, filter);
    reply.view('acts/delivery/deliveries', deliveryListView(rows, rights, filter));
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, id, emptyForm());
  }

  @Post(':id/bevestigen')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, `${REQUESTS.href}/${id}`, async () => {
      await this.service.confirm(actor, id);
      return t('acts.delivery.confirmed');
    });
  }

  @Post(':id/afwijzen')
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Body_,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.withReason(reply, actor, id, body, 'refuse');
  }

  @Post(':id/afzeggen')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Body_,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.withReason(reply, actor, id, body, 'cancel');
  }

  @Post(':id/verplaatsen')
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Body_,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lastDay = body?.lastDay ? {} : { lastDay: body?.firstDay };
    const form = await readForm(MoveForm, { ...body, ...lastDay });
    await this.after(reply, actor, id, form, 'move', (data) => this.service.move(actor, id, data));
  }

  @Post(':id/gegeven')
  async deliver(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Body_,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(DeliveredForm, {
      ...body,
      headcount: body?.headcount ? wholeNumber(body.headcount) : null,
      flag: body?.flag === 'ja' || body?.flag === 'on',
    });
    await this.after(reply, actor, id, form, 'deliver', (data) =>
      this.service.deliver(actor, id, data),
    );
  }

  @Post(':id/niet-gegeven')
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, `${REQUESTS.href}/${id}`, async () => {
      await this.service.undoDelivered(actor, id);
      return t('acts.delivery.undone');
    });
  }

  private async withReason(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    body: Body_,
    what: 'refuse' | 'cancel',
  ): Promise<void> {
    const form = await readForm(ReasonForm, body);
    await this.after(reply, actor, id, form, what, ({ reason }) =>
      this.service[what](actor, id, reason),
    );
  }

  private async after<T extends object>(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<T>,
    what: 'refuse' | 'cancel' | 'move' | 'deliver',
    command: (data: T) => Promise<void>,
  ): Promise<void> {
    const done = await form.submit(async (data) => {
      await command(data);
      return true;
    });
    if (done) return seeOther(reply, `${REQUESTS.href}/${id}`, t(`acts.delivery.done.${what}`));
    void reply.status(422);
    await this.view(reply, actor, id, form, what);
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
    failed?: string,
  ): Promise<void> {
    const [rights, delivery] = await Promise.all([this.access.of(actor), this.queries.one(id)]);
    const isOwn = rights.municipalities.some((one) => one.id === delivery?.organisationId);
    if (!delivery || (!rights.isTeam && !isOwn)) throw new NotFound();
    const today = dayOf(this.clock.now());
    reply.view('acts/delivery/delivery', {
      ...deliveryView(delivery, rights, this.access.kind, today),
      form: form.view,
      failed: failed && { [failed]: true },
    });
  }
}
