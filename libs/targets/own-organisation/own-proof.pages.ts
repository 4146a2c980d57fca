import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  DiskUpload,
  emptyForm,
  FileStore,
  type Form,
  isId,
  mediumDate,
  NotFound,
  readForm,
  seeOther,
  sendFile,
  t,
} from '@academie/platform';

import { EvidenceOriginQueries } from '../evidence/evidence-origin.queries';
import { EvidenceQueries } from '../evidence/evidence.queries';
import { ProofFileForm, ProofRemovalForm } from '../evidence/proof.dto';
import { LARGEST_PROOF, type ProvedUnit, ProofService } from '../evidence/proof.service';
import { proofView } from '../evidence/proof-view';
import { ProofFileQueries } from '../proof-file/proof-file.queries';
import { TargetQueries, type TargetRow } from '../value/target.queries';
import { hrefOf, titleOf } from './own-organisation-view';
import type { OwnOrganisation } from './own-standing';
import { OwnOrganisationService } from './own-organisation.service';

/** Which unit is asked for. */
interface Asked {
  organisationId: string;
  targetId: string;
  contributionId: string;
}

/** What of one organisation counts for a target. */
interface OwnUnit extends ProvedUnit {
  organisation: OwnOrganisation;
  target: TargetRow;
}

/** Files that show what counts of an organisation, brought by its coordinator; somebody else looks at them. */
@ApiExcludeController()
@Controller('gemeente/:organisationId/doelen/:targetId/bewijs/:contributionId')
@Allow('coordinator')
export class OwnProofPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly evidence: EvidenceOriginQueries,
    private readonly list: EvidenceQueries,
    private readonly files: ProofFileQueries,
    private readonly proof: ProofService,
    private readonly organisations: OwnOrganisationService,
    private readonly store: FileStore,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param() asked: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(actor, await this.find(actor, asked), reply, emptyForm());
  }

  @Post('stukken')
  @DiskUpload(LARGEST_PROOF)
  async add(
    @CurrentActor() actor: Actor,
    @Param() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const unit = await this.find(actor, asked);
    const form = await readForm(ProofFileForm, request.body);
    const done = await form.submit(async (given) => {
      await this.proof.add(actor, unit, given, request.diskUploads?.file);
      return true;
    });
    if (done) return seeOther(reply, homeOf(unit), t('targets.proof.added'));
    void reply.status(422);
    await this.page(actor, unit, reply, form);
  }

  @Get('stukken/:fileId')
  async open(
    @CurrentActor() actor: Actor,
    @Param() asked: Asked,
    @Param('fileId', ParseUUIDPipe) fileId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const unit = await this.find(actor, asked);
    await sendFile(request, reply, this.store, await this.proof.open(actor, unit, fileId));
  }

  @Post('stukken/:fileId/weghalen')
  async remove(
    @CurrentActor() actor: Actor,
    @Param() asked: Asked,
    @Param('fileId', ParseUUIDPipe) fileId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const unit = await this.find(actor, asked);
    const form = await readForm(ProofRemovalForm, body);
    const done = await form.submit(async ({ reason }) => {
      await this.proof.remove(actor, unit, fileId, reason);
      return true;
    });
    if (done) return seeOther(reply, homeOf(unit), t('targets.proof.removed'));
    void reply.status(422);
    await this.page(actor, unit, reply, form);
  }

  private async page(
    actor: Actor,
    unit: OwnUnit,
    reply: FastifyReply,
    form: Form<object>,
  ): Promise<void> {
    const { counted, owners, organisation, target } = unit;
    reply.view('targets/own-organisation/own-proof', {
      title: counted.source.course?.title ?? this.list.titleOf(counted.context),
      eyebrow: `${organisation.shortName} · ${target.code} ${target.title}`,
      crumbs: [
        { href: hrefOf(organisation), label: titleOf(organisation) },
        { href: hrefOf(organisation, target.id), label: target.code },
        { label: t('targets.label.evidence') },
      ],
      facts: [
        { term: t('targets.label.date'), text: mediumDate(counted.occurredAt) },
        { term: t('targets.label.grade'), text: counted.grade },
        { term: t('targets.label.quantity'), text: String(counted.quantity) },
      ],
      proof: proofView(
        await this.files.of(counted.evidenceId),
        {
          actorId: actor.id,
          // Whoever decides about a target does so on its own page.
          decides: false,
          brings: true,
          mayOpen: this.proof.mayOpenOf(actor, owners),
          raises: counted.kind === 'act' && counted.grade !== 'A',
        },
        `${homeOf(unit)}/stukken`,
        form,
      ),
      form: form.view,
    });
  }

  /** @throws NotFound also for what is of another organisation, of nobody, or no longer counts */
  private async find(
    actor: Actor,
    { organisationId, targetId, contributionId }: Asked,
  ): Promise<OwnUnit> {
    const isKnown = [organisationId, targetId, contributionId].every(isId);
    if (!isKnown || !actor.coordinates(organisationId)) throw new NotFound();
    const [organisation, target, counted] = await Promise.all([
      this.organisations.organisation(organisationId),
      this.targets.row(targetId),
      this.evidence.find(actor, targetId, contributionId),
    ]);
    const isOwn = counted?.organisationId === organisationId && !counted.uncountedAt;
    if (!organisation || !target || !isOwn) throw new NotFound();
    return { counted, owners: target.owners, organisation, target };
  }
}

const homeOf = ({ organisation, target, counted }: OwnUnit): string =>
  `${hrefOf(organisation, target.id)}/bewijs/${counted.id}`;
