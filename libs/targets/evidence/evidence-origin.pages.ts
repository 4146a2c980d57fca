import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { EnrolmentAccess } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { isId, NotFound } from '@academie/platform';

import { TargetQueries } from '../value/target.queries';
import { EvidenceOriginQueries } from './evidence-origin.queries';
import { evidenceOriginView } from './evidence-origin-view';
import { RuleLabels } from '../rule/rule-labels';

/** From a unit that counts to its evidence, its source and its journal line. */
@ApiExcludeController()
@Controller('doelen/:id/bewijs')
@Allow('theme_lead', 'administrator', 'auditor')
export class EvidenceOriginPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly evidence: EvidenceOriginQueries,
    private readonly access: EnrolmentAccess,
    private readonly labels: RuleLabels,
  ) {}

  @Get(':contributionId')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('contributionId') contributionId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = isId(id) && isId(contributionId);
    const counted = known ? await this.evidence.find(actor, id, contributionId) : undefined;
    const target = counted && (await this.targets.find(id));
    if (!counted || !target) throw new NotFound();
    const { offering } = counted.source;
    const reach = offering && (await this.access.rightsIn(actor, offering.id));
    const reader = {
      seesOffering: (reach?.organises ?? false) || (reach?.trains ?? false),
      seesJournal: actor.isAdministrator || actor.is('auditor'),
    };
    reply.view(
      'targets/evidence/evidence-origin',
      evidenceOriginView(target, counted, reader, (code) => this.labels.jobFunction(code)),
    );
  }
}
