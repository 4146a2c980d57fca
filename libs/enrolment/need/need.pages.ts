import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import { EnrolmentQueries } from '../place/enrolment.queries';
import { NeedRequest } from './need.dto';
import { NeedService } from './need.service';

/** Where a participant tells what they need. */
@ApiExcludeController()
@Controller('mijn/inschrijvingen/:id/wensen')
@Allow('participant')
export class NeedPages {
  constructor(
    private readonly needs: NeedService,
    private readonly enrolments: EnrolmentQueries,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { diet, access, told } = await this.needs.of(actor, id);
    await this.show(
      reply,
      actor,
      id,
      emptyForm({ diet, access }),
      !told && `${diet}${access}` !== '',
    );
  }

  @Post()
  async tell(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(NeedRequest, body);
    const done = await form.submit(async ({ diet, access }) => {
      await this.needs.tell(actor, id, { diet: diet ?? '', access: access ?? '' });
      return true;
    });
    if (done) return seeOther(reply, `/mijn/inschrijvingen/${id}`, t('enrolment.need.told'));
    void reply.status(422);
    await this.show(reply, actor, id, form, false);
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
    fromBefore: boolean,
  ): Promise<void> {
    const { courseTitle } = await this.enrolments.one(actor, id);
    const back = `/mijn/inschrijvingen/${id}`;
    reply.view('enrolment/need/need', {
      title: t('enrolment.need.title'),
      crumbs: [
        { href: '/mijn', label: 'Mijn academie' },
        { href: back, label: courseTitle },
        { label: t('enrolment.need.title') },
      ],
      course: courseTitle,
      fromBefore,
      action: `${back}/wensen`,
      cancelHref: back,
      form: form.view,
    });
  }
}
