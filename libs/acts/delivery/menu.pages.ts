import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { BookingQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  Clock,
  dayOf,
  emptyForm,
  type Form,
  isDay,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { DeliveryAccess } from './delivery-access';
import { monthGrid } from './delivery-dates';
import { DeliveryForm } from './delivery.dto';
import { DeliveryQueries, type MenuRow } from './delivery.queries';
import { DeliveryService } from './delivery.service';
import { freeView, MENU } from './delivery-view';

const EMPTY = {
  organisationId: '',
  firstDay: '',
  lastDay: '',
  place: '',
  contact: '',
  purpose: '',
};

/** The menukaart: what a municipality can ask for, when it is free, and the form that asks. */
@ApiExcludeController()
@Controller('menukaart')
@Allow('coordinator', 'theme_lead', 'administrator')
export class MenuPages {
  constructor(
    private readonly queries: DeliveryQueries,
    private readonly bookings: BookingQueries,
    private readonly access: DeliveryAccess,
    private readonly service: DeliveryService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @MenuEntry({
    href: MENU.href,
    text: 'acts.menu.menu',
    roles: ['coordinator', 'theme_lead', 'administrator'],
    position: 62,
  })
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const [{ isTeam, municipalities }, items] = await Promise.all([
      this.access.of(actor),
      this.queries.menu(),
    ]);
    reply.view('acts/delivery/menu', {
      title: MENU.label,
      crumbs: [{ label: MENU.label }],
      isTeam,
      mayAsk: municipalities.length > 0,
      items: items.map((item) => ({ ...item, itemHref: `${MENU.href}/${item.meansId}` })),
    });
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('maand') month: unknown,
    @Query('dag') day: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const item = await this.find(id);
    const firstDay = typeof day === 'string' && isDay(day) ? day : '';
    const form = emptyForm({ ...EMPTY, firstDay, pieces: 1 });
    await this.view(reply, actor, item, form, month ?? firstDay);
  }

  @Post(':id')
  async request(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Record<string, unknown> | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const item = await this.find(id);
    const form = await readForm(DeliveryForm, {
      ...EMPTY,
      ...body,
      // One day is asked by its first alone.
      ...(body?.lastDay ? {} : { lastDay: body?.firstDay }),
      pieces: wholeNumber(body?.pieces ?? '1'),
    });
    // Left empty it is the first day, of which alone it is said that it lacks or is wrong.
    if (!body?.lastDay) {
      Reflect.deleteProperty(form.errors, 'lastDay');
      form.values.lastDay = '';
    }
    const made = await form.submit((data) => this.service.request(actor, id, data));
    if (made) return seeOther(reply, `${MENU.href}/aanvragen/${made}`, t('acts.delivery.asked'));
    void reply.status(422);
    await this.view(reply, actor, item, form, form.values.firstDay);
  }

  private async find(id: string): Promise<MenuRow> {
    const [item] = await this.queries.menu(id);
    if (!item) throw new NotFound();
    return item;
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    item: MenuRow,
    form: Form<object>,
    asked: unknown,
  ): Promise<void> {
    const today = dayOf(this.clock.now());
    const grid = monthGrid(monthOf(asked, today));
    const [{ municipalities }, free] = await Promise.all([
      this.access.of(actor),
      this.bookings.freeOnDays(item.meansId, grid.first, grid.last),
    ]);
    const [only, ...more] = municipalities;
    reply.view('acts/delivery/menu-item', {
      title: item.name,
      crumbs: [MENU, { label: item.name }],
      item,
      ...freeView(item, grid, free, {
        ...{ today, chosen: form.values.firstDay },
        mayAsk: municipalities.length > 0,
      }),
      municipalities: municipalities.map(({ id, shortName }) => ({ value: id, label: shortName })),
      only: more.length === 0 ? only : undefined,
      form: form.view,
      action: `${MENU.href}/${item.meansId}`,
    });
  }
}

/** The month of a day or a month in the address, less than ten years away. */
function monthOf(asked: unknown, today: string): string {
  const text = typeof asked === 'string' ? asked.slice(0, 7) : '';
  const isNear = Math.abs(Number(text.slice(0, 4)) - Number(today.slice(0, 4))) < 10;
  return isDay(`${text}-01`) && isNear ? text : today.slice(0, 7);
}

export const wholeNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,6}$/.test(value.trim()) ? Number(value) : value;
