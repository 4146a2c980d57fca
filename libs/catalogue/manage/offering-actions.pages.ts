import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  dayOf,
  emptyForm,
  type Form,
  isDay,
  readForm,
  Refusal,
  seeOther,
  t,
  tellOutcome,
  Trimmed,
} from '@academie/platform';

import { bodyOf } from '../form/form-values';
import { ManageQueries, type OfferingHead } from './manage.queries';
import { ADMIN, MANAGE } from './manage-view';
import { OfferingService } from '../offering/offering.service';
import { dateRangeText } from '../offering/date-range-text';

const COPY_FIELDS = ['day0', 'day1', 'day2', 'day3', 'day4', 'day5'] as const;

class CancelForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** The steps of an offering: published, sure to go on, called off, given again. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id')
@Allow('theme_lead', 'administrator')
export class OfferingActionsPages {
  constructor(
    private readonly offerings: OfferingService,
    private readonly queries: ManageQueries,
  ) {}

  @Post('publiceren')
  publish(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { course, place } = bodyOf(body);
    const agreed = { courseToo: course === 'too', placeFollows: place === 'later' };
    const work = () => this.offerings.publish(actor, id, agreed);
    return this.step(actor, id, reply, work, t('catalogue.manage.offering-published'));
  }

  @Post('bevestigen')
  confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const work = () => this.offerings.confirm(actor, id);
    return this.step(actor, id, reply, work, t('catalogue.manage.offering-confirmed'));
  }

  /** Takes back that it goes on. */
  @Post('onzeker')
  unconfirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const work = () => this.offerings.unconfirm(actor, id);
    return this.step(actor, id, reply, work, t('catalogue.manage.offering-unconfirmed'));
  }

  @Get('annuleren')
  async askCancel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.showCancel(await this.queries.offering(actor, id), emptyForm(), reply);
  }

  @Post('annuleren')
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.queries.offering(actor, id);
    const back = `/beheer/aanbod/${head.courseId}`;
    if (head.status === 'cancelled')
      return seeOther(reply, back, t('catalogue.manage.cancelled-before'), 'info');
    const form = await readForm(CancelForm, body);
    const done = await form.submit(({ reason }) => this.offerings.cancel(actor, id, reason));
    if (done !== undefined) return seeOther(reply, back, t('catalogue.manage.offering-cancelled'));
    void reply.status(422);
    this.showCancel(head, form, reply);
  }

  @Get('kopie')
  async askCopy(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.showCopy(await this.queries.offering(actor, id), emptyForm(), reply);
  }

  @Post('kopie')
  async copy(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.queries.offering(actor, id);
    const given = bodyOf(body);
    const form = emptyForm(given);
    const days = COPY_FIELDS.flatMap((field) => {
      const value = given[field];
      if (value === undefined || value === '') return [];
      if (typeof value === 'string' && isDay(value)) return [{ field, day: value }];
      form.errors[field] = t('platform.validation.isDay');
      return [];
    });
    if (days.length === 0 && !form.failed)
      form.errors.day0 = head.startsAt ? t('platform.validation.isNotEmpty') : '';
    if (!head.startsAt) delete form.errors.day0;
    if (!form.failed) {
      const wanted = head.startsAt ? days.map(({ day }) => day) : ['2000-01-01'];
      try {
        const ids = await this.offerings.copy(actor, id, wanted);
        const copied = t('catalogue.manage.copied', { count: ids.length });
        return seeOther(reply, `/beheer/aanbod/${head.courseId}`, copied);
      } catch (error) {
        if (!(error instanceof Refusal) || !error.problems) throw error;
        for (const { field, code } of error.problems) {
          const at = days[Number(field.split('.')[1])]?.field ?? 'day0';
          form.errors[at] = t(code.replace('catalogue.', 'catalogue.refusal.'));
        }
      }
    }
    void reply.status(422);
    this.showCopy(head, form, reply);
  }

  private async step(
    actor: Actor,
    id: string,
    reply: FastifyReply,
    work: () => Promise<void>,
    done: string,
  ): Promise<void> {
    const { courseId } = await this.queries.offering(actor, id);
    const back = `/beheer/aanbod/${courseId}`;
    await tellOutcome(reply, back, async () => {
      await work();
      return done;
    });
  }

  private showCancel(head: OfferingHead, form: Form<object>, reply: FastifyReply): void {
    const enrolled = head.seatsTaken + head.overbooked;
    reply.view('catalogue/manage/cancel-offering', {
      ...around(head, 'Datum annuleren'),
      form: form.view,
      question: `${head.courseTitle}, ${whenText(head)}.`,
      consequences: [
        t('catalogue.manage.cancel.enrolled', { count: enrolled }),
        t('catalogue.manage.cancel.waiting', { count: head.waitingCount }),
        t('catalogue.manage.cancel.for-good'),
      ],
      reasonValue: form.values.reason,
    });
  }

  private showCopy(head: OfferingHead, form: Form<object>, reply: FastifyReply): void {
    const { values, errors } = form;
    reply.view('catalogue/manage/copy-offering', {
      ...around(head, 'Datum kopiëren'),
      form: form.view,
      when: whenText(head),
      dated: head.startsAt !== null,
      firstDay: head.startsAt && dayOf(head.startsAt),
      days: COPY_FIELDS.map((name, index) => ({
        name,
        label:
          index === 0
            ? t('catalogue.manage.first-day')
            : t('catalogue.manage.first-day-of', { copy: index + 1 }),
        value: values[name],
        error: errors[name],
        required: index === 0,
      })),
    });
  }
}

const whenText = ({ startsAt, endsAt }: OfferingHead): string =>
  startsAt && endsAt ? dateRangeText(startsAt, endsAt) : 'op eigen tempo';

const around = (head: OfferingHead, title: string): object => ({
  title,
  crumbs: [
    ADMIN,
    MANAGE,
    { href: `/beheer/aanbod/${head.courseId}`, label: head.courseTitle },
    { label: title },
  ],
  id: head.id,
  back: `/beheer/aanbod/${head.courseId}`,
});
