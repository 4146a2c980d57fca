import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type CountedMaterial, HandoutQueries } from '@academie/attendance';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  longDate,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { AcknowledgementAccess } from './acknowledgement-access';
import { ReadForm, TakeBackForm } from './acknowledgement.dto';
import { TAKE_BACK_REASONS } from './acknowledgement.entity';
import { AcknowledgementQueries } from './acknowledgement.queries';
import { AcknowledgementService } from './acknowledgement.service';

/** Somebody who may have material says to have read it, on behalf of whom that person speaks for. */
@ApiExcludeController()
@Controller('materiaal/:id/gelezen')
@Allow('participant')
export class AcknowledgementPages {
  constructor(
    private readonly handouts: HandoutQueries,
    private readonly access: AcknowledgementAccess,
    private readonly queries: AcknowledgementQueries,
    private readonly service: AcknowledgementService,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, await this.material(actor, id), emptyForm());
  }

  @Post()
  async acknowledge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const material = await this.material(actor, id);
    const form = await readForm(ReadForm, body);
    const done = await form.submit(async ({ organisationId }) => {
      await this.service.acknowledge(actor, id, organisationId);
      return true;
    });
    if (done) return seeOther(reply, hrefOf(id), t('acts.acknowledgement.made'));
    void reply.status(422);
    await this.view(reply, actor, material, form);
  }

  @Post('terugnemen/:acknowledgement')
  async takeBack(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('acknowledgement', ParseUUIDPipe) acknowledgementId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const material = await this.material(actor, id);
    const form = await readForm(TakeBackForm, body);
    const done = await form.submit(async ({ reason }) => {
      await this.service.takeBack(actor, material.versions, acknowledgementId, reason);
      return true;
    });
    if (done) return seeOther(reply, hrefOf(id), t('acts.acknowledgement.taken-back'));
    void reply.status(422);
    await this.view(reply, actor, material, form);
  }

  private async material(actor: Actor, id: string): Promise<CountedMaterial> {
    const material = await this.handouts.counted(actor, id);
    if (!material) throw new NotFound();
    return material;
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    material: CountedMaterial,
    form: Form<object>,
  ): Promise<void> {
    const { id, title, version, url } = material;
    const [{ speaksFor }, all] = await Promise.all([
      this.access.of(actor),
      this.queries.ofVersions(material.versions),
    ]);
    const done = new Set(
      all.filter(({ materialId }) => materialId === id).map((row) => row.organisationId),
    );
    const open = speaksFor.filter((one) => !done.has(one.id));
    const own = new Set(speaksFor.map((one) => one.id));
    // Who leads the theme speaks for all of them, and sees here only what that person said.
    const shown = all.filter(
      (row) =>
        row.readBy === actor.id ||
        (actor.coordinates(row.organisationId) && own.has(row.organisationId)),
    );
    reply.view('acts/acknowledgement/acknowledgement', {
      title,
      crumbs: [{ label: title }],
      version,
      contentHref: url ?? `/materiaal/${id}/inhoud`,
      isLink: url !== null,
      action: hrefOf(id),
      form: form.view,
      speaks: speaksFor.length > 0,
      only: open.length === 1 ? open[0] : undefined,
      organisations:
        open.length > 1 ? open.map((one) => ({ value: one.id, label: one.shortName })) : undefined,
      mine: shown.map((row) => ({
        ...row,
        day: longDate(row.readOn),
        takeBackAction: row.readBy === actor.id && `${hrefOf(id)}/terugnemen/${row.id}`,
      })),
      reasons: reasonOptions(),
    });
  }
}

const hrefOf = (id: string): string => `/materiaal/${id}/gelezen`;

export const reasonOptions = (): object[] =>
  TAKE_BACK_REASONS.map((value) => ({ value, label: t(`acts.reason.${value}`) }));
