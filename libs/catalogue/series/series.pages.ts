import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, dayOf, emptyForm, Form, newId, readForm, seeOther, t } from '@academie/platform';

import { bodyOf, listOf, numberOf, orNull } from '../form/form-values';
import { type CourseLink, LinksOnManagedCourses } from '../manage/course-links';
import { ManageOptions } from '../manage/manage-options';
import { ManageQueries } from '../manage/manage.queries';
import { ChosenSeriesForm, SeriesForm } from './series.dto';
import { SeriesService } from './series.service';
import { daysToChoose, seriesView } from './series-view';

const homeOf = (courseId: string): string => `/beheer/aanbod/${courseId}`;

/** Planning a series in one form: first its days, with holidays told, then all of it at once. */
@ApiExcludeController()
@Controller('beheer/aanbod/:id/reeks')
@Allow('theme_lead', 'administrator')
export class SeriesPages {
  constructor(
    private readonly queries: ManageQueries,
    private readonly options: ManageOptions,
    private readonly service: SeriesService,
    private readonly clock: Clock,
  ) {}

  @LinksOnManagedCourses()
  link(courseId: string): CourseLink {
    return { label: t('catalogue.recurring.link'), href: `${homeOf(courseId)}/reeks` };
  }

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { mode, usualCapacity: capacity } = await this.queries.course(actor, id);
    const from = dayOf(this.clock.now());
    const values = { rhythm: 'monthly-1', weekday: '2', from, count: '6', mode, capacity };
    const fields = { starts: '09:00', ends: '12:00', kind: 'offerings', key: newId() };
    await this.show(reply, actor, id, emptyForm({ ...values, ...fields }));
  }

  @Post()
  async make(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.course(actor, id);
    const given = bodyOf(body);
    const values = seriesBody(given);
    if (given.action !== 'make') {
      const form = await readForm(SeriesForm, values);
      if (!form.failed && !values.count && !values.until)
        form.errors.count = t('catalogue.recurring.how-long');
      // Before the days are chosen, and not when they are to be made.
      if (!form.failed && String(values.ends) <= String(values.starts))
        form.errors.ends = t('catalogue.recurring.ends-first');
      const days =
        Object.keys(form.errors).length === 0 ? daysToChoose(values, this.clock.now()) : undefined;
      void reply.status(days ? 200 : 422);
      return this.show(reply, actor, id, form, days);
    }
    const form = await readForm(ChosenSeriesForm, { ...values, days: listOf(given.days) });
    const made = await form.submit(async (data) => ({
      count: await this.service.make(actor, id, data),
    }));
    if (made)
      return seeOther(reply, homeOf(id), t('catalogue.recurring.made', { count: made.count }));
    void reply.status(422);
    for (const [field, text] of Object.entries(form.errors)) {
      if (!/^(?:days|sessions)/.test(field)) continue;
      Reflect.deleteProperty(form.errors, field);
      form.errors[''] = field === 'days' ? t('catalogue.recurring.no-days') : text;
    }
    await this.show(
      reply,
      actor,
      id,
      form,
      daysToChoose(values, this.clock.now(), listOf(given.days)),
    );
  }

  /** Takes back what one press made, while all of it is a concept. */
  @Post(':series/ongedaan')
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('series', ParseUUIDPipe) series: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.course(actor, id);
    const form = new Form({}, {});
    const done = await form.submit(async () => ({
      count: await this.service.undo(actor, id, series),
    }));
    if (!done)
      return seeOther(reply, `${homeOf(id)}/reeks`, form.errorList[0]?.text ?? '', 'error');
    seeOther(reply, homeOf(id), t('catalogue.recurring.undone', { count: done.count }));
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
    days?: readonly object[],
  ): Promise<void> {
    const [course, options, made] = await Promise.all([
      this.queries.course(actor, id),
      this.options.all(actor),
      // Beside the days of a new one, an old one would only be in the way.
      days ? [] : this.service.undoable(id),
    ]);
    reply.view('catalogue/series/series', seriesView(course, form, options.locations, made, days));
  }
}

/** What the form sent; one field chooses the location or a room of it. */
function seriesBody(given: Record<string, unknown>): Record<string, unknown> {
  const place = typeof given.locationId === 'string' ? given.locationId.split(':', 2) : [];
  return {
    key: given.key,
    rhythm: given.rhythm,
    weekday: numberOf(given.weekday),
    from: given.from,
    count: numberOf(orNull(given.count)),
    until: orNull(given.until),
    starts: given.starts,
    ends: given.ends,
    kind: given.kind,
    mode: given.mode,
    capacity: numberOf(given.capacity),
    locationId: orNull(place[0] ?? ''),
    roomId: orNull(place[1] ?? ''),
    onlineUrl: orNull(given.onlineUrl),
  };
}
