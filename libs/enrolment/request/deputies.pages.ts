import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  Clock,
  dayOf,
  emptyForm,
  type Form,
  longDate,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { DeputyService, type DeputyRow } from './deputy.service';
import { DeputyForm } from './requests.dto';

const PAGE = '/aanvragen/vervanging';

/** Who stands in while one is away. */
@ApiExcludeController()
@Controller('aanvragen/vervanging')
@Allow('coordinator', 'theme_lead', 'administrator')
export class DeputiesPages {
  constructor(
    private readonly deputies: DeputyService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.show(reply, actor, emptyForm({ validFrom: dayOf(this.clock.now()) }));
  }

  @Post()
  async appoint(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(DeputyForm, body);
    const done = await form.submit((data) => this.deputies.appoint(actor, data));
    if (done) return seeOther(reply, PAGE, t('enrolment.deputy.appointed'));
    void reply.status(422);
    await this.show(reply, actor, form);
  }

  @Post(':id/stoppen')
  async dismiss(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.deputies.dismiss(actor, id);
    seeOther(reply, PAGE, t('enrolment.deputy.dismissed'));
  }

  private async show(reply: FastifyReply, actor: Actor, form: Form<object>): Promise<void> {
    const [deputies, candidates] = await Promise.all([
      this.deputies.of(actor),
      this.deputies.candidates(actor),
    ]);
    reply.view('enrolment/request/deputies', {
      title: 'Vervanging',
      crumbs: [{ href: '/aanvragen', label: 'Aanvragen' }, { label: 'Vervanging' }],
      columns: [
        { label: 'Wie' },
        { label: 'Van' },
        { label: t('enrolment.deputy.until') },
        { label: 'Stoppen', hidden: true },
      ],
      deputies: deputies.map(rowOf),
      candidates,
      form: form.view,
    });
  }
}

const rowOf = ({ id, name, validFrom, validUntil }: DeputyRow): object => ({
  name,
  from: dayText(validFrom),
  until: dayText(validUntil),
  stopAction: `${PAGE}/${id}/stoppen`,
});

const dayText = (day: string): string => longDate(new Date(`${day}T12:00:00Z`));
