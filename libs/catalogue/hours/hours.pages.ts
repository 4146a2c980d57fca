import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, dutchCsv, dutchXlsx, sendTable, t, yearOf } from '@academie/platform';

import {
  exportLine,
  exportRow,
  HEADER,
  hoursHref,
  hoursOf,
  periodOf,
  sessionRows,
  totalRows,
} from './hours-view';
import { HoursQueries, type HoursOf, MOST_SHOWN } from './hours.queries';

/** Hours that were given: one's own, and those of all trainers for who manages the courses. */
@ApiExcludeController()
@Controller('lesgeven')
@Allow('trainer', 'theme_lead', 'administrator')
export class HoursPages {
  constructor(
    private readonly queries: HoursQueries,
    private readonly clock: Clock,
  ) {}

  @Get('uren')
  async list(
    @CurrentActor() actor: Actor,
    @Query('jaar') year: unknown,
    @Query('kwartaal') quarter: unknown,
    @Query('wie') who: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { of, period } = this.asked(actor, year, quarter, who);
    const [sessions, totals] = await Promise.all([
      this.queries.sessions(actor, of, period, false),
      this.queries.totals(actor, of, period),
    ]);
    const minutes = totals.reduce((sum, one) => sum + one.minutes, 0);
    const thisYear = yearOf(this.clock.now());
    const hours = { label: t('catalogue.hours.hours'), numeric: true };
    reply.view('catalogue/hours/hours', {
      title: t('catalogue.hours.title'),
      crumbs: [{ href: '/lesgeven', label: 'Lesgeven' }, { label: t('catalogue.hours.title') }],
      tabs: mayManage(actor) && [
        {
          label: t('catalogue.hours.own'),
          href: hoursHref('own', period),
          current: of === 'own',
        },
        {
          label: t('catalogue.hours.all'),
          href: hoursHref('managed', period),
          current: of === 'managed',
        },
      ],
      who: of === 'managed' ? 'alle' : undefined,
      year: String(period.year),
      years: [0, 1, 2, 3, 4].map((ago) => ({
        value: String(thisYear - ago),
        label: String(thisYear - ago),
      })),
      quarter: period.quarter ? String(period.quarter) : '',
      quarters: [1, 2, 3, 4].map((one) => ({
        value: String(one),
        label: t('catalogue.hours.quarter', { number: one }),
      })),
      total: hoursOf(minutes),
      count: totals.reduce((sum, one) => sum + one.sessions, 0),
      totalColumns: of === 'managed' && [
        { label: 'Trainer' },
        { label: t('catalogue.hours.sessions'), numeric: true },
        hours,
      ],
      totalRows: totalRows(totals),
      columns: [
        { label: 'Training' },
        ...(of === 'managed' ? [{ label: 'Trainer' }] : []),
        { label: 'Wanneer' },
        hours,
      ],
      rows: sessionRows(sessions, of === 'managed'),
      cut: sessions.length === MOST_SHOWN,
      csvHref: hoursHref(of, period, '.csv'),
      xlsxHref: hoursHref(of, period, '.xlsx'),
    });
  }

  @Get('uren.csv')
  async csv(
    @CurrentActor() actor: Actor,
    @Query('jaar') year: unknown,
    @Query('kwartaal') quarter: unknown,
    @Query('wie') who: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { of, period } = this.asked(actor, year, quarter, who);
    const sessions = await this.queries.sessions(actor, of, period, true);
    sendTable(reply, 'csv', 'uren', dutchCsv(HEADER, sessions.map(exportLine)));
  }

  @Get('uren.xlsx')
  async xlsx(
    @CurrentActor() actor: Actor,
    @Query('jaar') year: unknown,
    @Query('kwartaal') quarter: unknown,
    @Query('wie') who: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { of, period } = this.asked(actor, year, quarter, who);
    const sessions = await this.queries.sessions(actor, of, period, true);
    sendTable(reply, 'xlsx', 'uren', await dutchXlsx('Uren', HEADER, sessions.map(exportRow)));
  }

  private asked(actor: Actor, year: unknown, quarter: unknown, who: unknown) {
    const of: HoursOf = who === 'alle' && mayManage(actor) ? 'managed' : 'own';
    return { of, period: periodOf(year, quarter, yearOf(this.clock.now())) };
  }
}

const mayManage = (actor: Actor): boolean => actor.isAdministrator || actor.is('theme_lead');
