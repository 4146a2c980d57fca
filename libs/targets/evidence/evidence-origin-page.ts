import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { EnrolmentAccess } from '@academie/enrolment';
import type { Actor } from '@academie/people';
import { type Form, isId, NotFound } from '@academie/platform';

import { ProofFileQueries } from '../proof-file/proof-file.queries';
import { RuleLabels } from '../rule/rule-labels';
import { TargetQueries } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import { EvidenceOriginQueries } from './evidence-origin.queries';
import { evidenceOriginView } from './evidence-origin-view';
import { EvidenceQueries } from './evidence.queries';
import { ProofService } from './proof.service';
import { proofView } from './proof-view';

/** The page behind a unit; it comes back with what was wrong in a form on it. */
@Injectable()
export class EvidenceOriginPage {
  constructor(
    private readonly targets: TargetQueries,
    private readonly evidence: EvidenceOriginQueries,
    private readonly access: EnrolmentAccess,
    private readonly labels: RuleLabels,
    private readonly list: EvidenceQueries,
    private readonly service: TargetService,
    private readonly files: ProofFileQueries,
    private readonly proof: ProofService,
  ) {}

  async show(
    actor: Actor,
    { id, contributionId }: { id: string; contributionId: string },
    reply: FastifyReply,
    form: Form<object>,
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
    const proofReader = {
      actorId: actor.id,
      decides: this.service.decides(actor, target.owners),
      brings: this.proof.brings(actor, { counted, owners: target.owners }),
      mayOpen: this.proof.mayOpenOf(actor, target.owners),
      raises: counted.kind === 'act' && counted.grade !== 'A',
    };
    reply.view('targets/evidence/evidence-origin', {
      ...evidenceOriginView(target, counted, reader, (code) => this.labels.jobFunction(code)),
      // A unit of an act is known by what was done; "registratie" alone leaves a reader guessing.
      ...(counted.context.type === 'act' && { what: this.list.titleOf(counted.context) }),
      proof: proofView(
        await this.files.of(counted.evidenceId),
        proofReader,
        `/doelen/${id}/bewijs/${contributionId}/stukken`,
        form,
      ),
      form: form.view,
    });
  }
}
