import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  emptyForm,
  type Form,
  type Kept,
  readForm,
  Retention,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { PeriodForm } from './retention.dto';
import { RetentionService } from './retention.service';
import { keptRow, keptText, overdueText, periodText, RETENTION } from './retention-view';

/** For how long data are kept: periods, what would go, and letting it go. */
@ApiExcludeController()
@Controller('beheer/bewaren')
export class RetentionPages {
  constructor(
    private readonly retention: Retention,
    private readonly service: RetentionService,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'academie',
    href: RETENTION,
    text: 'people.menu.retention',
    roles: ['administrator', 'auditor'],
    position: 87,
  })
  @Allow('administrator', 'auditor')
  async list(@Res() reply: FastifyReply): Promise<void> {
    const kinds = await this.retention.all();
    const overdue = await this.retention.overdue(kinds);
    reply.view('people/retention/retention', {
      title: t('people.menu.retention.label'),
      crumbs: crumbs(),
      kinds: kinds.map((kept, index) =>
        keptRow(kept, overdue[index] ?? { count: 0, oldest: null }),
      ),
    });
  }

  @Get(':kind')
  @Allow('administrator', 'auditor')
  async show(
    @CurrentActor() actor: Actor,
    @Param('kind') kind: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.service.kind(kind);
    await this.page(actor, kept, emptyForm({ days: kept.period }), reply);
  }

  /** Keeps it for this long; or shows first what would go. */
  @Post(':kind')
  @HttpCode(200)
  @Allow('administrator')
  async change(
    @CurrentActor() actor: Actor,
    @Param('kind') kind: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.service.kind(kind);
    const form = await readForm(PeriodForm, body);
    const done = await form.submit(async ({ days }) => {
      await this.service.change(actor, kept, days);
      return true;
    });
    if (done) return seeOther(reply, RETENTION, t('people.retention.changed'));
    if (form.errorList.length > 0) void reply.status(422);
    await this.page(actor, kept, form, reply);
  }

  @Post(':kind/opruimen')
  @Allow('administrator')
  async run(
    @CurrentActor() actor: Actor,
    @Param('kind') kind: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { gone: count, isAll } = await this.service.run(actor, await this.service.kind(kind));
    const text = isAll ? 'people.retention.gone' : 'people.retention.part';
    seeOther(reply, `${RETENTION}/${kind}`, t(text, { count }));
  }

  private async page(
    actor: Actor,
    kept: Kept,
    form: Form<object>,
    reply: FastifyReply,
  ): Promise<void> {
    const { kind, least, most, days, period, ranAt, gone } = kept;
    const asked = Number(form.values.days);
    const isPossible = Number.isInteger(asked) && asked >= least && asked <= most;
    const [overdue] = await this.retention.overdue([
      { old: kept.old, period: isPossible ? asked : period },
    ]);
    reply.view('people/retention/retention-kind', {
      title: keptText(kind, 'label'),
      about: keptText(kind, 'about'),
      crumbs: crumbs(keptText(kind, 'label')),
      action: `${RETENTION}/${kind}`,
      limits: t('people.retention.limits', { least, most, days }),
      ...{ least, most, ranAt, gone },
      period: periodText(isPossible ? asked : period),
      isAsked: isPossible && asked !== period,
      overdue: overdueText(overdue ?? { count: 0, oldest: null }),
      mayRun: actor.isAdministrator && (overdue?.count ?? 0) > 0,
      mayChange: actor.isAdministrator,
      form: form.view,
    });
  }
}

const crumbs = (label?: string): { href?: string; label: string }[] => {
  const list = t('people.menu.retention.label');
  return [
    { href: '/beheer', label: t('people.menu.admin.label') },
    ...(label ? [{ href: RETENTION, label: list }, { label }] : [{ label: list }]),
  ];
};
