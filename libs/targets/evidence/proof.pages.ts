import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  DiskUpload,
  FileStore,
  NotFound,
  readForm,
  seeOther,
  sendFile,
  t,
} from '@academie/platform';

import { TargetQueries } from '../value/target.queries';
import { EvidenceOriginPage } from './evidence-origin-page';
import { EvidenceOriginQueries } from './evidence-origin.queries';
import { ProofFileForm, ProofNamesForm, ProofRemovalForm } from './proof.dto';
import { LARGEST_PROOF, type ProvedUnit, ProofService } from './proof.service';

/** Files that show a unit: bringing, opening, confirming and taking them away. */
@ApiExcludeController()
@Controller('doelen/:id/bewijs/:contributionId/stukken')
@Allow('theme_lead', 'administrator')
export class ProofPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly evidence: EvidenceOriginQueries,
    private readonly service: ProofService,
    private readonly store: FileStore,
    private readonly origin: EvidenceOriginPage,
  ) {}

  @Post()
  @DiskUpload(LARGEST_PROOF)
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('contributionId', ParseUUIDPipe) contributionId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const unit = await this.find(actor, id, contributionId);
    if (!this.service.brings(actor, unit)) this.service.requireOwner(actor, unit.owners);
    const form = await readForm(ProofFileForm, request.body);
    const done = await form.submit(async (given) => {
      await this.service.add(actor, unit, given, request.diskUploads?.file);
      return true;
    });
    if (done) return seeOther(reply, hrefOf(id, contributionId), t('targets.proof.added'));
    void reply.status(422);
    await this.origin.show(actor, { id, contributionId }, reply, form);
  }

  /** Whether the reader may have it is asked each time. */
  @Get(':fileId')
  @Allow('theme_lead', 'administrator', 'auditor')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('contributionId', ParseUUIDPipe) contributionId: string,
    @Param('fileId', ParseUUIDPipe) fileId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const unit = await this.find(actor, id, contributionId);
    await sendFile(request, reply, this.store, await this.service.open(actor, unit, fileId));
  }

  @Post(':fileId/bevestigen')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('contributionId', ParseUUIDPipe) contributionId: string,
    @Param('fileId', ParseUUIDPipe) fileId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const unit = await this.findOwn(actor, id, contributionId);
    const form = await readForm(ProofNamesForm, body);
    const done = await form.submit(async ({ names }) => {
      await this.service.confirm(actor, unit, fileId, names === 'ja');
      return true;
    });
    if (done) return seeOther(reply, hrefOf(id, contributionId), t('targets.proof.now-confirmed'));
    void reply.status(422);
    await this.origin.show(actor, { id, contributionId }, reply, form);
  }

  @Post(':fileId/weghalen')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('contributionId', ParseUUIDPipe) contributionId: string,
    @Param('fileId', ParseUUIDPipe) fileId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const unit = await this.findOwn(actor, id, contributionId);
    const form = await readForm(ProofRemovalForm, body);
    const done = await form.submit(async ({ reason }) => {
      await this.service.remove(actor, unit, fileId, reason);
      return true;
    });
    if (done) return seeOther(reply, hrefOf(id, contributionId), t('targets.proof.removed'));
    void reply.status(422);
    await this.origin.show(actor, { id, contributionId }, reply, form);
  }

  /** @throws as find, NotAnOwner */
  private async findOwn(actor: Actor, id: string, contributionId: string): Promise<ProvedUnit> {
    const unit = await this.find(actor, id, contributionId);
    this.service.requireOwner(actor, unit.owners);
    return unit;
  }

  /** @throws NotFound when there is no such unit that the reader may know of */
  private async find(actor: Actor, id: string, contributionId: string): Promise<ProvedUnit> {
    const counted = await this.evidence.find(actor, id, contributionId);
    const target = counted && (await this.targets.row(id));
    if (!target) throw new NotFound();
    return { counted, owners: target.owners };
  }
}

const hrefOf = (id: string, contributionId: string): string =>
  `/doelen/${id}/bewijs/${contributionId}`;
