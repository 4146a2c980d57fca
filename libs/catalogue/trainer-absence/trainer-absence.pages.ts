import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  laterDay,
  readForm,
  seeOther,
  startOfDay,
  t,
} from '@academie/platform';

import { bodyOf } from '../form/form-values';
import { dateRangeText, wholeDaysText } from '../offering/date-range-text';
import { TrainerAbsenceForm } from './trainer-absence.dto';
import { TrainerAbsenceQueries } from './trainer-absence.queries';
import { TrainerAbsenceService } from './trainer-absence.service';

const PAGE = '/lesgeven/afwezig';

/** When a trainer cannot give anything; who plans is told of it before saving, and sees it in the planning. */
@ApiExcludeController()
@Controller('lesgeven/afwezig')
@Allow('trainer', 'theme_lead', 'administrator')
export class TrainerAbsencePages {
  constructor(
    private readonly queries: TrainerAbsenceQueries,
    private readonly service: TrainerAbsenceService,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.show(reply, actor, emptyForm());
  }

  @Post()
  async add(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { firstDay, lastDay } = bodyOf(body);
    // One day is said by its first alone.
    const form = await readForm(TrainerAbsenceForm, { firstDay, lastDay: lastDay || firstDay });
    if (!lastDay) {
      Reflect.deleteProperty(form.errors, 'lastDay');
      form.values.lastDay = '';
    }
    const done = await form.submit(async (days) => {
      await this.service.add(actor, days);
      return true;
    });
    if (done) return seeOther(reply, PAGE, t('catalogue.trainer-absence.added'));
    void reply.status(422);
    await this.show(reply, actor, form);
  }

  @Post(':id/weghalen')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.remove(actor, id);
    seeOther(reply, PAGE, t('catalogue.trainer-absence.removed'));
  }

  private async show(reply: FastifyReply, actor: Actor, form: Form<object>): Promise<void> {
    const [absences, meanwhile] = await Promise.all([
      this.queries.ofPerson(actor.id),
      this.queries.meanwhile(actor.id),
    ]);
    reply.view('catalogue/trainer-absence/trainer-absence', {
      title: t('catalogue.trainer-absence.title'),
      crumbs: [
        { href: '/lesgeven', label: 'Lesgeven' },
        { label: t('catalogue.trainer-absence.title') },
      ],
      form: form.view,
      action: PAGE,
      absences: absences.map(({ id, firstDay, lastDay }) => ({
        days: daysText(firstDay, lastDay),
        removeAction: `${PAGE}/${id}/weghalen`,
      })),
      meanwhile: meanwhile.map(({ sessionId, courseTitle, startsAt, endsAt }) => ({
        sessionHref: `/lesgeven/sessies/${sessionId}`,
        course: courseTitle,
        when: dateRangeText(startsAt, endsAt),
      })),
    });
  }
}

function daysText(first: string, last: string): string {
  const [from, until] = [startOfDay(first), startOfDay(laterDay(last, 1))];
  return from && until ? wholeDaysText(from, until) : '';
}
