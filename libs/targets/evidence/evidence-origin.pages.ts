import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { EnrolmentAccess } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { isId, NotFound } from '@academie/platform';

import { TargetQueries } from '../value/target.queries';
import { TraceQueries } from './evidence-origin.queries';
import { traceView } from './evidence-origin-view';
import { WordBook } from '../rule/rule-labels';

/** From a unit that counts to its evidence, its source and its journal line. */
@ApiExcludeController()
@Controller('doelen/:id/bewijs')
@Allow('theme_lead', 'administrator', 'auditor')
export class TracePages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly traces: TraceQueries,
    private readonly access: EnrolmentAccess,
    private readonly words: WordBook,
  ) {}

  @Get(':contributionId')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('contributionId') contributionId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = isId(id) && isId(contributionId);
    const trace = known ? await this.traces.find(id, contributionId) : undefined;
    const target = trace && (await this.targets.find(id));
    if (!trace || !target) throw new NotFound();
    const { offering } = trace.source;
    const reach = offering && (await this.access.rightsIn(actor, offering.id));
    const reader = {
      seesOffering: (reach?.organises ?? false) || (reach?.trains ?? false),
      seesJournal: actor.isAdministrator || actor.is('auditor'),
    };
    reply.view(
      'targets/evidence/evidence-origin',
      traceView(target, trace, reader, (code) => this.words.jobFunction(code)),
    );
  }
}
