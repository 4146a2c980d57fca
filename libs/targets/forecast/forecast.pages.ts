import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, isId, NotFound, yearOf } from '@academie/platform';

import { NO_WHAT_IF, type WhatIf } from '../planning/forecast';
import { PlannedEvidenceQueries } from '../planning/planned-evidence.queries';
import { foreseenWith } from './foreseen';
import { forecastOverviewView } from './forecast-overview-view';
import { forecastView } from './forecast-view';
import { readOverview } from '../value/overview-view';
import { SeriesQueries } from '../value/series.queries';
import { TargetQueries } from '../value/target.queries';

/** What the targets are expected to come to. */
@ApiExcludeController()
@Controller('doelen')
@Allow('theme_lead', 'administrator', 'auditor')
export class ForecastPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly series: SeriesQueries,
    private readonly planned: PlannedEvidenceQueries,
    private readonly clock: Clock,
  ) {}

  @Get('vooruitblik')
  async overview(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const plans = await this.targets.shownPlans();
    const { year } = readOverview(query, plans, yearOf(this.clock.now()), actor);
    const foreseen = foreseenWith(await this.targets.ofYear(year));
    reply.viewKept('targets/forecast/forecast-target', forecastOverviewView(year, plans, foreseen));
  }

  @Get(':id/vooruitblik')
  async forecast(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = isId(id) ? await this.targets.find(id) : undefined;
    if (!target) throw new NotFound();
    const whatIf = readWhatIf(query);
    const [months, ifAllFulfil] = await Promise.all([
      this.series.months(target),
      this.planned.ifAllFulfil(target, this.clock.now()),
    ]);
    const [foreseen] = foreseenWith([target], whatIf);
    if (!foreseen) throw new NotFound();
    reply.view(
      'targets/forecast/forecast',
      forecastView(foreseen, whatIf, months, this.clock.now(), ifAllFulfil),
    );
  }
}

/** Reads the assumptions of the reader; what is no number within bounds is left out. */
function readWhatIf(query: Record<string, unknown>): WhatIf {
  const number = (value: unknown, most: number): number | undefined => {
    if (typeof value !== 'string' || !/^\d{1,6}$/.test(value)) return undefined;
    return Math.min(most, Number(value));
  };
  return {
    extraSessions: number(query.sessies, 100) ?? NO_WHAT_IF.extraSessions,
    seats: number(query.plekken, 1000) ?? NO_WHAT_IF.seats,
    showUp: number(query.opkomst, 100),
    perMonth: number(query.maand, 100_000),
  };
}
