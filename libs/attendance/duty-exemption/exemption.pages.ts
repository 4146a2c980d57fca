import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { bodyOf } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor, ProcessingLog } from '@academie/people';
import {
  emptyForm,
  FileStore,
  type Form,
  longDate,
  NotFound,
  readForm,
  seeOther,
  sendFile,
  t,
} from '@academie/platform';

import { dayText } from '../certificate/certificate-view';
import { DecideForm } from './exemption.dto';
import { ExemptionQueries } from './exemption.queries';
import { ExemptionService } from './exemption.service';

const HOME = '/organisatie/verplichtingen';

/** One question to count earlier learning, for who decides about it. */
@ApiExcludeController()
@Controller('organisatie/verplichtingen/vragen/:question')
@Allow('coordinator', 'administrator')
export class ExemptionPages {
  constructor(
    private readonly queries: ExemptionQueries,
    private readonly service: ExemptionService,
    private readonly store: FileStore,
    private readonly looks: ProcessingLog,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('question', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, id, emptyForm());
  }

  @Post()
  async decide(
    @CurrentActor() actor: Actor,
    @Param('question', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.one(actor, id);
    const form = await readForm(DecideForm, bodyOf(body));
    const done = await form.submit(async (data) => {
      await this.service.decide(actor, id, data);
      return data.verdict;
    });
    if (done) return seeOther(reply, HOME, t(`attendance.duty.exemption.done-${done}`));
    void reply.status(422);
    await this.view(reply, actor, id, form);
  }

  @Get('bewijs')
  async proof(
    @CurrentActor() actor: Actor,
    @Param('question', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fileId, personId } = await this.queries.one(actor, id);
    const file = fileId ? await this.store.find(fileId) : undefined;
    if (!file) throw new NotFound();
    await this.lookedAt(actor, personId);
    await sendFile(request, reply, this.store, file);
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const asked = await this.queries.one(actor, id);
    await this.lookedAt(actor, asked.personId);
    reply.view('attendance/duty-exemption/exemption', {
      title: asked.name,
      crumbs: [
        ...(actor.is('coordinator') ? [{ href: '/organisatie', label: 'Mijn organisatie' }] : []),
        { href: HOME, label: 'Verplichtingen' },
        { label: t('attendance.duty.exemption.title') },
      ],
      facts: [
        { term: 'Training', text: asked.courseTitle, href: `/aanbod/${asked.courseSlug}` },
        { term: 'Organisatie', text: asked.organisation ?? t('attendance.duty.no-organisation') },
        { term: 'Geleerd op', text: dayText(asked.learnedOn) },
        { term: 'Gevraagd op', text: longDate(asked.askedAt) },
        { term: t('attendance.duty.exemption.what'), text: asked.reason },
      ],
      proofHref: asked.fileId && `${HOME}/vragen/${id}/bewijs`,
      isAsked: asked.state === 'asked',
      decided: asked.state !== 'asked' && t(`attendance.duty.exemption.state.${asked.state}`),
      action: `${HOME}/vragen/${id}`,
      backHref: HOME,
      form: form.view,
    });
  }

  private lookedAt(actor: Actor, personId: string): Promise<void> {
    return this.looks.record(actor, {
      ...{ name: 'person.opened', activity: 'coordination', subjectIds: [personId] },
    });
  }
}
