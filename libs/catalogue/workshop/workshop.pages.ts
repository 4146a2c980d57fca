import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, LargeForm, readForm, seeOther, t } from '@academie/platform';

import { WorkshopsChosen } from '../catalogue.errors';
import { bodyOf, numberOf, orNull } from '../form/form-values';
import { ManageQueries } from '../manage/manage.queries';
import { ADMIN, MANAGE } from '../manage/manage-view';
import { dateRangeText } from '../offering/date-range-text';
import { MOST_ROUNDS, MOST_WORKSHOPS, WorkshopsForm } from './workshop.dto';
import { WorkshopService } from './workshop.service';

type Values = Record<string, unknown>;
const FIELDS = ['id', 'round', 'title', 'place', 'seats'];
/** So many empty rows stand below those that there are. */
const FREE_ROWS = 3;

/** The parallel workshops of a day, for who manages it. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id/workshops')
@Allow('theme_lead', 'administrator')
export class WorkshopPages {
  constructor(
    private readonly queries: ManageQueries,
    private readonly service: WorkshopService,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.offering(actor, id);
    await this.view(reply, actor, id, emptyForm({ workshops: await this.service.of(id) }));
  }

  @Post()
  @LargeForm({ kilobytes: 100, fields: 300 })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.offering(actor, id);
    const form = await readForm(WorkshopsForm, { workshops: workshopsOf(bodyOf(body)) });
    const done = await form.submit(async ({ workshops }) => {
      await this.service.set(actor, id, workshops);
      return true;
    });
    if (done)
      return seeOther(reply, `/beheer/uitvoeringen/${id}/workshops`, t('catalogue.workshop.saved'));
    void reply.status(422);
    if (form.refusal instanceof WorkshopsChosen) await this.putBack(id, form, form.refusal.ids);
    await this.view(reply, actor, id, form);
  }

  /** What was taken away but has to stay comes back, or saving again would be refused again. */
  private async putBack(id: string, form: Form<object>, ids: readonly string[]): Promise<void> {
    const kept = (await this.service.of(id)).filter((one) => ids.includes(one.id));
    form.values.workshops = [...(form.values.workshops as Values[]), ...kept];
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const { courseId, courseTitle, startsAt, endsAt } = await this.queries.offering(actor, id);
    const given = (Array.isArray(form.values.workshops) ? form.values.workshops : []) as Values[];
    const count = Math.min(given.length + FREE_ROWS, MOST_WORKSHOPS);
    const home = `${MANAGE.href}/${courseId}`;
    reply.view('catalogue/workshop/workshops', {
      title: t('catalogue.workshop.title'),
      crumbs: [
        ...[ADMIN, MANAGE, { href: home, label: courseTitle }],
        { label: t('catalogue.workshop.title') },
      ],
      course: courseTitle,
      when: startsAt && endsAt ? dateRangeText(startsAt, endsAt) : undefined,
      action: `/beheer/uitvoeringen/${id}/workshops`,
      backHref: home,
      form: form.view,
      rounds: Array.from({ length: MOST_ROUNDS }, (_, at) => ({
        value: String(at + 1),
        label: t('catalogue.workshop.round', { number: at + 1 }),
      })),
      workshops: Array.from({ length: count }, (_, at) => rowView(given[at] ?? {}, at, form)),
    });
  }
}

function rowView(row: Values, at: number, form: Form<object>): object {
  const field = (name: string, value = row[name]): object => ({
    ...{ name: `workshops.${at}.${name}`, value, error: form.errors[`workshops.${at}.${name}`] },
  });
  return {
    number: at + 1,
    id: row.id,
    idName: `workshops.${at}.id`,
    title: field('title'),
    place: field('place'),
    seats: field('seats'),
    round: field('round', typeof row.round === 'number' ? String(row.round) : row.round),
  };
}

/** What the form sent; an empty row is gone, and so is one that was there and lost its title. */
function workshopsOf(given: Values): Values[] {
  const found = new Map<number, Values>();
  for (const [name, value] of Object.entries(given)) {
    const [, at, field] = /^workshops\.(\d{1,2})\.(\w+)$/.exec(name) ?? [];
    if (!at || !field || !FIELDS.includes(field)) continue;
    found.set(Number(at), { ...found.get(Number(at)), [field]: value });
  }
  return [...found.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, row]) => row)
    .filter(
      ({ id, title, place, seats }) =>
        isTyped(title) || (!isTyped(id) && (isTyped(place) || isTyped(seats))),
    )
    .map(({ id, round, title, place, seats }) => ({
      ...(orNull(id ?? '') !== null && { id }),
      ...{ round: numberOf(round), title, place: place ?? '', seats: numberOf(seats) },
    }));
}

const isTyped = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
