import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { isId, mediumDate, NotFound, t, timeOf } from '@academie/platform';

import { EvidenceOriginQueries } from '../evidence/evidence-origin.queries';
import { targetCrumbs } from '../value/target-labels';
import { TargetQueries } from '../value/target.queries';
import { type RegisterLine, RegisterQueries } from './register.queries';

const COLUMNS = ['participant', 'organisation', 'function', 'mark', 'how', 'when'] as const;

/** The registers behind a unit, with pseudonyms: an auditor sees that people were there, and not who. */
@ApiExcludeController()
@Controller('doelen/:id/bewijs/:contributionId/presentie')
@Allow('administrator', 'auditor')
export class RegisterPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly evidence: EvidenceOriginQueries,
    private readonly registers: RegisterQueries,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('contributionId') contributionId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = isId(id) && isId(contributionId);
    const counted = known ? await this.evidence.find(actor, id, contributionId) : undefined;
    const target = counted && (await this.targets.row(id));
    const offering = counted?.source.offering;
    if (!target || !offering) throw new NotFound();
    const sessions = await this.registers.of(id, offering);
    reply.view('targets/auditing/register', {
      title: t('targets.auditing.register-of', { code: target.code }),
      crumbs: targetCrumbs(target, t('targets.auditing.register')),
      code: target.code,
      what: counted.source.course?.title ?? target.title,
      backHref: `/doelen/${id}/bewijs/${contributionId}`,
      columns: COLUMNS.map((key) => ({ label: t(`targets.auditing.${key}`) })),
      sessions: sessions.map(({ startsAt, lines }, index) => ({
        id: `sessie-${index + 1}`,
        heading: `${mediumDate(startsAt)} ${timeOf(startsAt)}`,
        rows: lines.map(cellsOf),
      })),
    });
  }
}

const cellsOf = (line: RegisterLine): object => ({
  cells: [
    line.participant,
    line.organisation ?? '',
    line.functions.join(', '),
    t(`attendance.value.${line.value}`),
    line.source ? t(`attendance.source.${line.source}`) : '',
    line.occurredAt ? `${mediumDate(line.occurredAt)} ${timeOf(line.occurredAt)}` : '',
  ].map((text, index) => ({ text, label: t(`targets.auditing.${COLUMNS[index] ?? 'mark'}`) })),
});
