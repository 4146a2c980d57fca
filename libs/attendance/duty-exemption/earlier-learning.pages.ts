import { Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { bodyOf } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  Clock,
  dayOf,
  DiskUpload,
  emptyForm,
  type Form,
  readForm,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { EarlierLearningForm } from './exemption.dto';
import { ProofMissing } from './exemption.errors';
import { ExemptionQueries } from './exemption.queries';
import { ExemptionService, LARGEST_PROOF } from './exemption.service';

const LIST = '/mijn/verplichtingen';

/** Asking to have counted what one learned elsewhere. */
@ApiExcludeController()
@Controller('mijn/verplichtingen/:id/eerder-geleerd')
@Allow('participant')
export class EarlierLearningPages {
  constructor(
    private readonly queries: ExemptionQueries,
    private readonly service: ExemptionService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, id, emptyForm());
  }

  @Post()
  @DiskUpload(LARGEST_PROOF)
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.duty(actor, id);
    const form = await readForm(EarlierLearningForm, bodyOf(request.body));
    const proof = request.diskUploads?.file;
    // Said together with the rest, and not only when that is mended.
    if (!proof) form.errors.file ??= refusalText(new ProofMissing());
    const done = await form.submit(async (data) => {
      await this.service.ask(actor, id, data, proof);
      return true;
    });
    if (done) return seeOther(reply, LIST, t('attendance.duty.exemption.sent'));
    void reply.status(422);
    await this.view(reply, actor, id, form);
  }

  @Post('intrekken')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { askedId } = await this.queries.duty(actor, id);
    if (askedId) await this.service.withdraw(actor, askedId);
    seeOther(reply, LIST, t('attendance.duty.exemption.withdrawn'));
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const { courseTitle, askedId } = await this.queries.duty(actor, id);
    reply.view('attendance/duty-exemption/earlier-learning', {
      title: t('attendance.duty.exemption.title'),
      crumbs: [
        { href: '/mijn', label: 'Mijn academie' },
        { href: LIST, label: 'Verplichtingen' },
        { label: t('attendance.duty.exemption.title') },
      ],
      course: courseTitle,
      isAsked: askedId !== null,
      action: `${LIST}/${id}/eerder-geleerd`,
      cancelHref: LIST,
      today: dayOf(this.clock.now()),
      megabytes: LARGEST_PROOF,
      form: form.view,
    });
  }
}
