import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  Clock,
  dutchCsv,
  emptyForm,
  type Form,
  mediumDate,
  readForm,
  sayOf,
  seeOther,
  sendTable,
  t,
  yearOf,
} from '@academie/platform';

import { bodyOf } from '../form/form-values';
import { YearBudgetForm } from './cost.dto';
import { CostQueries, COSTS_PAGE_SIZE } from './cost.queries';
import { CostService } from './cost.service';
import { centsOf, euroInput, euroText } from './euros';

const HOME = '/beheer/kosten';
const MOST_IN_FILE = 10_000;
type Values = Record<string, unknown>;

/** What a year costs: offerings by offering, beside the budget of the year plan. */
@ApiExcludeController()
@Controller('beheer/kosten')
@Allow('theme_lead', 'administrator')
export class CostsPages {
  constructor(
    private readonly queries: CostQueries,
    private readonly service: CostService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'programme',
    href: HOME,
    text: 'catalogue.menu.costs',
    roles: ['theme_lead', 'administrator'],
    position: 46,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Values,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, query, emptyForm());
  }

  @Get('export.csv')
  async csv(
    @CurrentActor() actor: Actor,
    @Query() query: Values,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const year = this.yearOf(query);
    const found = await this.queries.offerings(actor, year, MOST_IN_FILE, 0);
    sendTable(
      reply,
      'csv',
      `kosten-${year}`,
      dutchCsv(
        ['Training', 'Begin', 'Deelnemers', 'Budget', 'Kosten'],
        found.map(({ courseTitle, startsAt, people, budget, spent }) => [
          ...[courseTitle, startsAt ? mediumDate(startsAt) : '', people],
          ...[budget === null ? '' : budget / 100, spent / 100],
        ]),
      ),
    );
  }

  @Post()
  @Allow('administrator')
  async setYear(
    @CurrentActor() actor: Actor,
    @Query() query: Values,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = bodyOf(body);
    const year = this.yearOf(query);
    const form = await readForm(YearBudgetForm, { year, budget: centsOf(given.budget) });
    sayOf(form, 'budget', t('catalogue.cost.say-year-budget'));
    const done = await form.submit(async ({ budget }) => {
      await this.service.setYear(actor, year, budget);
      return true;
    });
    if (done) return seeOther(reply, `${HOME}?jaar=${year}`, t('catalogue.cost.budget-set'));
    void reply.status(422);
    await this.view(reply, actor, query, form, given.budget);
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    query: Values,
    form: Form<object>,
    typed?: unknown,
  ): Promise<void> {
    const year = this.yearOf(query);
    const page = Math.max(1, Math.min(1000, Math.trunc(Number(query.pagina)) || 1));
    const [sums, found] = await Promise.all([
      this.queries.year(actor, year),
      this.queries.offerings(actor, year, COSTS_PAGE_SIZE + 1, (page - 1) * COSTS_PAGE_SIZE),
    ]);
    const hrefOf = (to: number): string => `${HOME}?jaar=${year}&pagina=${to}`;
    const { yearBudget, yearSpent } = sums;
    reply.view('catalogue/cost/costs', {
      title: t('catalogue.cost.title'),
      crumbs: [{ href: '/beheer', label: 'Beheer' }, { label: t('catalogue.cost.title') }],
      year,
      years: [year + 1, year, year - 1].map((one) => ({
        label: String(one),
        href: `${HOME}?jaar=${one}`,
        current: one === year,
      })),
      stats: [
        {
          label: t('catalogue.cost.year-budget', { year }),
          value: yearBudget === null ? '–' : euroText(yearBudget),
          note: t('catalogue.cost.all-themes'),
        },
        {
          label: t('catalogue.cost.year-spent'),
          value: euroText(yearSpent),
          note:
            yearBudget === null
              ? t('catalogue.cost.all-themes')
              : t(`catalogue.cost.${yearSpent > yearBudget ? 'too-much' : 'left'}`, {
                  sum: euroText(Math.abs(yearBudget - yearSpent)),
                }),
          ...(yearBudget !== null && yearSpent > yearBudget && { kind: 'bad' }),
        },
        {
          label: t('catalogue.cost.mine'),
          value: euroText(sums.spent),
          note: t('catalogue.cost.of-budgets', { sum: euroText(sums.budgets) }),
        },
        {
          label: t('catalogue.cost.per-person'),
          value: sums.people > 0 ? euroText(Math.round(sums.spent / sums.people)) : '–',
          note: t('catalogue.cost.people', { count: sums.people }),
        },
      ],
      setsYear: actor.isAdministrator,
      action: `${HOME}?jaar=${year}`,
      typedBudget: typed ?? (yearBudget === null ? '' : euroInput(yearBudget)),
      form: form.view,
      columns: [
        ...['Training', 'Begin'].map((label) => ({ label })),
        ...['Deelnemers', 'Budget', 'Kosten', 'Per deelnemer'].map((label) => ({
          label,
          numeric: true,
        })),
      ],
      offerings: found.slice(0, COSTS_PAGE_SIZE).map((one) => ({
        cells: [
          { text: one.courseTitle, href: `/beheer/uitvoeringen/${one.id}/kosten` },
          {
            label: 'Begin',
            text: one.startsAt ? mediumDate(one.startsAt) : t('catalogue.cost.own-pace'),
          },
          ...[
            { label: 'Deelnemers', text: String(one.people) },
            { label: 'Budget', text: one.budget === null ? '–' : euroText(one.budget) },
            { label: 'Kosten', text: euroText(one.spent) },
            {
              label: 'Per deelnemer',
              text: one.people > 0 ? euroText(Math.round(one.spent / one.people)) : '–',
            },
          ].map((cell) => ({ ...cell, numeric: true })),
        ],
      })),
      csvHref: `${HOME}/export.csv?jaar=${year}`,
      previousHref: page > 1 && hrefOf(page - 1),
      nextHref: found.length > COSTS_PAGE_SIZE && hrefOf(page + 1),
    });
  }

  private yearOf({ jaar }: Values): number {
    const year = Number(jaar);
    return Number.isInteger(year) && year >= 2020 && year <= 2100 ? year : yearOf(this.clock.now());
  }
}
