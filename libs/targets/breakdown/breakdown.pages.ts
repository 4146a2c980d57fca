import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import type { ActKind } from '@academie/acts';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, dutchCsv, isId, NotFound, sendTable } from '@academie/platform';

import { BREAKDOWN_HEADER, breakdownSheet, breakdownView } from './breakdown-view';
import { BreakdownQueries } from './breakdown.queries';
import { CoverageQueries } from '../coverage/coverage.queries';
import { dayBefore } from '../counting/measures';
import { SeriesQueries } from '../value/series.queries';
import { TargetQueries, type TargetView } from '../value/target.queries';
import { TargetService } from '../value/target.service';

/** A target that counts acts of teams, by team, by municipality and by month. */
@ApiExcludeController()
@Controller('doelen/:id')
@Allow('theme_lead', 'administrator', 'auditor')
export class BreakdownPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly breakdowns: BreakdownQueries,
    private readonly coverage: CoverageQueries,
    private readonly series: SeriesQueries,
    private readonly service: TargetService,
    private readonly clock: Clock,
  ) {}

  @Get('uitsplitsing')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { target, kind } = await this.find(id);
    const [rows, municipalities, months] = await Promise.all([
      this.breakdowns.of(target),
      this.coverage.municipalities(dayBefore(target.periodTo)),
      this.series.months(target),
    ]);
    const linked = this.service.decides(actor, target.owners) || actor.is('auditor');
    reply.view(
      'targets/breakdown/breakdown',
      breakdownView({ target, kind, rows, municipalities, months, linked, now: this.clock.now() }),
    );
  }

  @Get('uitsplitsing.csv')
  async file(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { target, kind } = await this.find(id);
    const rows = breakdownSheet(await this.breakdowns.of(target), kind);
    sendTable(
      reply,
      'csv',
      `${target.code}-${target.year}-uitsplitsing`,
      dutchCsv(BREAKDOWN_HEADER, rows),
    );
  }

  /** @throws NotFound also when the target is not made of acts of teams. */
  private async find(id: string): Promise<{ target: TargetView; kind: ActKind }> {
    const target = isId(id) ? await this.targets.find(id) : undefined;
    const kind = target && this.breakdowns.kindOf(target.rule);
    if (!target || !kind) throw new NotFound();
    return { target, kind };
  }
}
