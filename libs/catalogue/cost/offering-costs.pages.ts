import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, readForm, sayOf, seeOther, t } from '@academie/platform';

import { bodyOf } from '../form/form-values';
import { ManageQueries } from '../manage/manage.queries';
import { dateRangeText } from '../offering/date-range-text';
import { BudgetForm, CostForm } from './cost.dto';
import { COST_KINDS } from './cost.entity';
import { CostQueries } from './cost.queries';
import { CostService } from './cost.service';
import { centsOf, euroInput, euroText } from './euros';

const homeOf = (id: string): string => `/beheer/uitvoeringen/${id}/kosten`;

/** What one offering may cost and did cost, for who manages it. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id/kosten')
@Allow('theme_lead', 'administrator')
export class OfferingCostsPages {
  constructor(
    private readonly offerings: ManageQueries,
    private readonly queries: CostQueries,
    private readonly service: CostService,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, id, emptyForm());
  }

  @Post()
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.offerings.offering(actor, id);
    const given = bodyOf(body);
    const form = await readForm(CostForm, { ...given, cents: centsOf(given.cents) });
    sayOf(form, 'cents', t('catalogue.cost.say-cost'));
    const done = await form.submit(async (data) => {
      await this.service.add(actor, id, data);
      return true;
    });
    if (done) return seeOther(reply, homeOf(id), t('catalogue.cost.added'));
    void reply.status(422);
    await this.view(reply, actor, id, form, { cents: given.cents });
  }

  @Post('budget')
  async setBudget(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.offerings.offering(actor, id);
    const given = bodyOf(body);
    const form = await readForm(BudgetForm, { budget: centsOf(given.budget) });
    sayOf(form, 'budget', t('catalogue.cost.say-budget'));
    const done = await form.submit(async ({ budget }) => {
      await this.service.setBudget(actor, id, budget);
      return true;
    });
    if (done) return seeOther(reply, homeOf(id), t('catalogue.cost.budget-set'));
    void reply.status(422);
    await this.view(reply, actor, id, form, { budget: given.budget });
  }

  @Post(':cost/weghalen')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('cost', ParseUUIDPipe) cost: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.remove(actor, id, cost);
    seeOther(reply, homeOf(id), t('catalogue.cost.removed'));
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
    typed: Record<string, unknown> = {},
  ): Promise<void> {
    const [offering, { budget, people, costs }] = await Promise.all([
      this.offerings.offering(actor, id),
      this.queries.ofOffering(id),
    ]);
    const spent = costs.reduce((sum, { cents }) => sum + cents, 0);
    const { courseTitle, startsAt, endsAt } = offering;
    reply.view('catalogue/cost/offering-costs', {
      title: t('catalogue.cost.title'),
      crumbs: [
        { href: '/beheer', label: 'Beheer' },
        { href: '/beheer/aanbod', label: 'Aanbod' },
        { href: `/beheer/aanbod/${offering.courseId}`, label: courseTitle },
        { label: t('catalogue.cost.title') },
      ],
      eyebrow: courseTitle,
      when: startsAt && endsAt ? dateRangeText(startsAt, endsAt) : t('catalogue.cost.own-pace'),
      stats: [
        {
          label: t('catalogue.cost.budget'),
          value: budget === null ? '–' : euroText(budget),
        },
        {
          label: t('catalogue.cost.spent'),
          value: euroText(spent),
          ...(budget !== null && spent > budget && { kind: 'bad', note: t('catalogue.cost.over') }),
        },
        {
          label: t('catalogue.cost.per-person'),
          value: people > 0 ? euroText(Math.round(spent / people)) : '–',
          note: t('catalogue.cost.people', { count: people }),
        },
      ],
      costs: costs.map((cost) => ({
        kind: t(`catalogue.cost.kind.${cost.kind}`),
        about: cost.about,
        sum: euroText(cost.cents),
        removeAction: `${homeOf(id)}/${cost.id}/weghalen`,
      })),
      columns: [
        ...['Soort', 'Wat'].map((label) => ({ label })),
        { label: 'Bedrag', numeric: true },
        { label: 'Weghalen', hidden: true },
      ],
      kinds: COST_KINDS.map((value) => ({ value, label: t(`catalogue.cost.kind.${value}`) })),
      action: homeOf(id),
      typedBudget: typed.budget ?? (budget === null ? '' : euroInput(budget)),
      typedCents: typed.cents,
      form: form.view,
    });
  }
}
