import { Body, Controller, Get, Param, ParseIntPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { mediumDate, NotFound, readForm, seeOther, t } from '@academie/platform';

import { isClosedStatus } from '../plan/plan';
import { continuePlan } from '../plan/plan-continue';
import { diffPlans } from '../plan/plan-diff';
import { PlanDiffTeller, STATUS_NAMES } from './plan-diff-view';
import { YearForm } from './plan.dto';
import { PlanService } from './plan.service';
import { planText } from '../plan/plan-writer';
import { PlanVersionQueries, type PlanVersionRow } from './plan-version.queries';
import { type PlanRow, TargetQueries } from '../value/target.queries';

export const LIST = { href: '/doelen/jaarplannen', label: t('targets.plan.plans') };
export const TARGETS = { href: '/doelen', label: t('targets.label.targets') };
const YAML = 'application/yaml; charset=utf-8';

/** Year plans as files: their versions, what differs, and where the next year starts from. */
@ApiExcludeController()
@Controller('doelen/jaarplannen')
@Allow('administrator')
export class PlanPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly versions: PlanVersionQueries,
    private readonly plans: PlanService,
    private readonly teller: PlanDiffTeller,
  ) {}

  @Get()
  @Allow('theme_lead', 'administrator', 'auditor')
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const plans = await this.targets.plans();
    const last = plans[0];
    reply.view('targets/plan-versions/plans', {
      title: t('targets.plan.plans'),
      crumbs: [TARGETS, { label: t('targets.plan.plans') }],
      mayLoad: actor.isAdministrator,
      next: actor.isAdministrator && last && { year: last.year + 1, from: last.year },
      columns: [
        t('targets.label.year'),
        t('targets.label.plan'),
        t('targets.label.version'),
        t('targets.label.value'),
      ].map((label) => ({ label })),
      rows: plans.map((plan) => ({
        cells: [
          { text: String(plan.year), href: `${LIST.href}/${plan.year}` },
          { text: plan.title, label: t('targets.label.plan') },
          { text: plan.version, label: t('targets.label.version') },
          { text: statusOf(plan), label: t('targets.label.value') },
        ],
      })),
    });
  }

  @Post('voortzetten')
  async continue(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(YearForm, body);
    const plan = await form.submit(({ year }) => this.plans.continueTo(year, actor.id));
    if (!plan) return seeOther(reply, LIST.href, Object.values(form.errors)[0], 'error');
    seeOther(reply, `${LIST.href}/${plan.year}`, t('targets.plan.started', { year: plan.year }));
  }

  @Get(':year')
  @Allow('theme_lead', 'administrator', 'auditor')
  async show(
    @CurrentActor() actor: Actor,
    @Param('year', ParseIntPipe) year: number,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [plan, versions] = await Promise.all([this.plan(year), this.versions.of(year)]);
    const isClosed = isClosedStatus(plan.status);
    reply.view('targets/plan-versions/plan', {
      title: t('targets.plan.title', { year }),
      crumbs: [TARGETS, LIST, { label: String(year) }],
      plan: { ...plan, statusName: statusOf(plan), targetsHref: `/doelen?jaar=${year}` },
      mayLoad: actor.isAdministrator && !isClosed,
      isClosed,
      versions: versions.map((row, index) => versionView(year, row, versions[index + 1])),
      options: versions.map(({ number, version }) => ({
        value: String(number),
        label: `${number}: ${version}`,
      })),
      from: versions[1] && String(versions[1].number),
      to: versions[0] && String(versions[0].number),
      compareHref: versions.length > 1 ? `${LIST.href}/${year}/vergelijken` : undefined,
      nextYear: year + 1,
      continuedHref: `${LIST.href}/${year}/voortzetting.yaml`,
    });
  }

  @Get(':year/voortzetting.yaml')
  @Allow('theme_lead', 'administrator', 'auditor')
  async continued(
    @Param('year', ParseIntPipe) year: number,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const version = await this.versions.find(year);
    if (!version) throw new NotFound();
    send(reply, `jaarplan-${year + 1}.yaml`, planText(continuePlan(version.document, year + 1)));
  }

  @Get(':year/versies/:number')
  @Allow('theme_lead', 'administrator', 'auditor')
  async download(
    @Param('year', ParseIntPipe) year: number,
    @Param('number', ParseIntPipe) number: number,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const version = await this.version(year, number);
    send(reply, `jaarplan-${year}-versie-${number}.yaml`, version.text);
  }

  @Get(':year/vergelijken')
  @Allow('theme_lead', 'administrator', 'auditor')
  async compare(
    @Param('year', ParseIntPipe) year: number,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [before, after] = await Promise.all([
      this.version(year, Number(query.van)),
      this.version(year, Number(query.naar)),
    ]);
    const diff = diffPlans(before.document, after.document);
    const counted = await this.versions.counted(
      year,
      diff.removed.map(({ code }) => code),
    );
    reply.view('targets/plan-versions/plan-compare', {
      title: t('targets.plan-diff.title', { year }),
      crumbs: [TARGETS, LIST, { href: `${LIST.href}/${year}`, label: String(year) }, COMPARE],
      before: `${before.number} (${before.version})`,
      after: `${after.number} (${after.version})`,
      diff: this.teller.view(diff, counted),
    });
  }

  /** @throws NotFound */
  private async plan(year: number): Promise<PlanRow> {
    const plan = (await this.targets.plans()).find((one) => one.year === year);
    if (!plan) throw new NotFound();
    return plan;
  }

  /** @throws NotFound */
  private async version(year: number, number: number) {
    const known = Number.isInteger(number) && number > 0 && number < 1e9;
    const version = known ? await this.versions.find(year, number) : undefined;
    if (!version) throw new NotFound();
    return version;
  }
}

const COMPARE = { label: t('targets.plan-diff.compare') };

const statusOf = ({ status }: Pick<PlanRow, 'status'>): string =>
  isClosedStatus(status) ? 'afgesloten' : STATUS_NAMES[status];

const versionView = (
  year: number,
  { number, version, status, loadedAt, loadedBy }: PlanVersionRow,
  earlier: PlanVersionRow | undefined,
): object => ({
  place: number,
  version,
  statusName: STATUS_NAMES[status],
  when: mediumDate(loadedAt),
  by: loadedBy ?? t('targets.plan.by-academie'),
  downloadHref: `${LIST.href}/${year}/versies/${number}`,
  compareHref: earlier && `${LIST.href}/${year}/vergelijken?van=${earlier.number}&naar=${number}`,
});

function send(reply: FastifyReply, name: string, text: string): void {
  void reply.type(YAML).header('content-disposition', `attachment; filename="${name}"`).send(text);
}
