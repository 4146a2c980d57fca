import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Form, isId, seeOther, t } from '@academie/platform';

import { bodyOf, numberOf } from '../form/form-values';
import { MOST_PIECES } from '../means/means.dto';
import { dateRangeText } from '../offering/date-range-text';
import { ADMIN, MANAGE } from '../manage/manage-view';
import { ManageQueries } from '../manage/manage.queries';
import { SessionMeansQueries, type SessionMeansRow } from './session-means.queries';
import { meansField, SessionMeansService, type WantedMeans } from './session-means.service';

/** Which means each session of an offering has. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id/middelen')
@Allow('theme_lead', 'administrator')
export class SessionMeansPages {
  constructor(
    private readonly manage: ManageQueries,
    private readonly queries: SessionMeansQueries,
    private readonly service: SessionMeansService,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(actor, id, new Form({}, undefined), reply);
  }

  @Post()
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { courseId } = await this.manage.offering(actor, id);
    const form = readWanted(body);
    const done = await form.submit(async ({ wanted }) => {
      await this.service.save(actor, id, wanted);
      return true;
    });
    if (done) return seeOther(reply, `/beheer/aanbod/${courseId}`, t('catalogue.booking.saved'));
    void reply.status(422);
    await this.view(actor, id, form, reply);
  }

  private async view(
    actor: Actor,
    id: string,
    form: Form<object>,
    reply: FastifyReply,
  ): Promise<void> {
    const head = await this.manage.offering(actor, id);
    const rows = await this.queries.ofOffering(id);
    const back = `/beheer/aanbod/${head.courseId}`;
    reply.view('catalogue/planning/session-means', {
      title: 'Middelen boeken',
      crumbs: [ADMIN, MANAGE, { href: back, label: head.courseTitle }, { label: 'Middelen' }],
      course: head.courseTitle,
      action: `/beheer/uitvoeringen/${id}/middelen`,
      cancelHref: back,
      form: form.view,
      sessions: sessionsOf(rows, form),
    });
  }
}

function sessionsOf(rows: readonly SessionMeansRow[], { values, errors }: Form<object>): object[] {
  const byId = new Map<string, SessionMeansRow[]>();
  for (const row of rows) byId.set(row.sessionId, [...(byId.get(row.sessionId) ?? []), row]);
  return [...byId.values()].map((means) => ({
    when: means[0] && dateRangeText(means[0].startsAt, means[0].endsAt),
    title: means[0]?.title,
    means: means.map(({ sessionId, meansId, name, booked, free, pieces }) => {
      const field = meansField(sessionId, meansId);
      return {
        ...{ name: field, label: name, value: values[field] ?? booked, error: errors[field] },
        hint: t('catalogue.booking.free', { free, pieces }),
      };
    }),
  }));
}

/** The fields are named as `meansField` says; an empty one is nothing. */
function readWanted(body: unknown): Form<{ wanted: WantedMeans[] }> {
  const values = bodyOf(body);
  const errors: Record<string, string> = {};
  const wanted = Object.entries(values).flatMap(([name, value]) => {
    const [, sessionId = '', meansId = ''] = /^stuks\.([^.]*)\.([^.]*)$/.exec(name) ?? [];
    if (!isId(sessionId) || !isId(meansId)) return [];
    const pieces = value === '' ? 0 : numberOf(value);
    if (typeof pieces === 'number' && pieces >= 0 && pieces <= MOST_PIECES)
      return { sessionId: sessionId.toLowerCase(), meansId: meansId.toLowerCase(), pieces };
    errors[name] = t('catalogue.booking.no-number', { most: MOST_PIECES });
    return [];
  });
  const form = new Form(values, { wanted });
  Object.assign(form.errors, errors);
  return form;
}
