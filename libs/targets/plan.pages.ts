import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  decodeText,
  emptyForm,
  type Form,
  mediumDate,
  NotFound,
  readForm,
  refusalText,
  seeOther,
  Upload,
} from '@academie/platform';

import type { Plan } from './plan';
import { continuePlan } from './plan-continue';
import { diffPlans } from './plan-diff';
import { PlanDiffTeller, STATUS_NAMES } from './plan-diff-view';
import type { Problem } from './plan-file';
import { PlanReading } from './plan-reading';
import { PlanService } from './plan.service';
import { planText } from './plan-text';
import { PlanVersionQueries, type PlanVersionRow } from './plan-version.queries';
import { PlanTextForm, YearForm } from './plan.dto';
import { type PlanRow, TargetQueries } from './target.queries';
import { PlanClosed } from './targets.errors';

const LIST = { href: '/doelen/jaarplannen', label: 'Jaarplannen' };
const TARGETS = { href: '/doelen', label: 'Doelen' };
const YAML = 'application/yaml; charset=utf-8';

/** Year plans as files: their versions, what differs, and how the next one gets in. */
@ApiExcludeController()
@Controller('doelen/jaarplannen')
@Allow('administrator')
export class PlanPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly versions: PlanVersionQueries,
    private readonly plans: PlanService,
    private readonly reading: PlanReading,
    private readonly teller: PlanDiffTeller,
  ) {}

  @Get()
  @Allow('theme_lead', 'administrator', 'auditor')
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const plans = await this.targets.plans();
    const last = plans[0];
    reply.view('targets/views/plans', {
      title: 'Jaarplannen',
      crumbs: [TARGETS, { label: 'Jaarplannen' }],
      mayLoad: actor.isAdministrator,
      next: actor.isAdministrator && last && { year: last.year + 1, from: last.year },
      columns: ['Jaar', 'Plan', 'Versie', 'Stand'].map((label) => ({ label })),
      rows: plans.map((plan) => ({
        cells: [
          { text: String(plan.year), href: `${LIST.href}/${plan.year}` },
          { text: plan.title, label: 'Plan' },
          { text: plan.version, label: 'Versie' },
          { text: statusOf(plan), label: 'Stand' },
        ],
      })),
    });
  }

  @Get('inlezen')
  start(@Res() reply: FastifyReply): void {
    this.showForm(reply, emptyForm());
  }

  @Post('inlezen')
  @HttpCode(200)
  @Upload()
  async load(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() { upload }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(PlanTextForm, body);
    if (upload && upload.content.length > 0) {
      if (upload.tooLarge) form.errors.file = 'Dit bestand is te groot voor een jaarplan.';
      else form.values.text = decodeText(upload.content);
    }
    const text = typeof form.values.text === 'string' ? form.values.text : '';
    if (!form.failed && !text.trim()) form.errors.file = 'Kies een bestand of plak de tekst.';
    if (form.failed) return this.refuse(reply, form, []);
    const { plan, problems } = this.reading.read(text);
    if (!plan) {
      form.errors.text = `Er ${problems.length === 1 ? 'klopt 1 ding' : `kloppen ${problems.length} dingen`} niet. Hieronder staat waar.`;
      return this.refuse(reply, form, problems);
    }
    if (form.data?.confirmed) {
      const done = await form.submit(async ({ after }) => {
        await this.plans.load(plan, actor.id, { text, ...(after !== undefined && { after }) });
        return true;
      });
      if (done)
        return seeOther(
          reply,
          `${LIST.href}/${plan.year}`,
          `Het jaarplan ${plan.year} is ingelezen, versie ${plan.version}.`,
        );
    }
    await this.showPreview(reply, form, plan, text);
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
    seeOther(
      reply,
      `${LIST.href}/${plan.year}`,
      `Het jaarplan ${plan.year} is gestart. Bij elk doel staat wat u nog moet nakijken.`,
    );
  }

  @Get(':year')
  @Allow('theme_lead', 'administrator', 'auditor')
  async show(
    @CurrentActor() actor: Actor,
    @Param('year', ParseIntPipe) year: number,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [plan, versions] = await Promise.all([this.plan(year), this.versions.of(year)]);
    const isClosed = ['closed', 'restated'].includes(plan.status);
    reply.view('targets/views/plan', {
      title: `Jaarplan ${year}`,
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
    const { removed } = diffPlans(before.document, after.document);
    const counted = await this.versions.counted(
      year,
      removed.map(({ code }) => code),
    );
    reply.view('targets/views/plan-compare', {
      title: `Jaarplan ${year} vergelijken`,
      crumbs: [TARGETS, LIST, { href: `${LIST.href}/${year}`, label: String(year) }, COMPARE],
      before: `${before.number} (${before.version})`,
      after: `${after.number} (${after.version})`,
      diff: this.teller.view(before.document, after.document, counted),
    });
  }

  private refuse(reply: FastifyReply, form: Form<object>, problems: readonly Problem[]): void {
    void reply.status(422);
    const text = typeof form.values.text === 'string' ? form.values.text : '';
    const lines = text.split(/\r?\n/);
    this.showForm(
      reply,
      form,
      problems.slice(0, MOST).map((problem) => ({
        where: `Regel ${problem.line}, kolom ${problem.column}`,
        path: problem.path,
        what: problem.messageNl,
        line: (lines[problem.line - 1] ?? '').slice(0, 200),
      })),
      problems.length > MOST ? problems.length - MOST : undefined,
    );
  }

  private showForm(
    reply: FastifyReply,
    form: Form<object>,
    problems: object[] = [],
    more?: number,
  ): void {
    reply.view('targets/views/plan-load', {
      title: 'Jaarplan inlezen',
      crumbs: [TARGETS, LIST, { label: 'Inlezen' }],
      form: form.view,
      problems,
      more,
      listHref: LIST.href,
    });
  }

  private async showPreview(
    reply: FastifyReply,
    form: Form<object>,
    plan: Plan,
    text: string,
  ): Promise<void> {
    const [there, before] = await Promise.all([
      this.targets.plans(),
      this.versions.find(plan.year),
    ]);
    const stored = there.find(({ year }) => year === plan.year);
    const isClosed = stored && ['closed', 'restated'].includes(stored.status);
    const removed = before ? diffPlans(before.document, plan).removed : [];
    const counted = await this.versions.counted(
      plan.year,
      removed.map(({ code }) => code),
    );
    if (isClosed && !form.failed) form.errors[''] = refusalText(new PlanClosed());
    if (form.failed) void reply.status(422);
    reply.view('targets/views/plan-preview', {
      title: `Jaarplan ${plan.year} inlezen`,
      crumbs: [TARGETS, LIST, { label: 'Inlezen' }],
      form: form.view,
      plan: {
        year: plan.year,
        heading: plan.title,
        version: plan.version,
        statusName: STATUS_NAMES[plan.status],
        count: plan.targets.length + plan.others.length,
      },
      before: before && { version: before.version, statusName: STATUS_NAMES[before.status] },
      sameVersion: before?.version === plan.version,
      diff: before && this.teller.view(before.document, plan, counted),
      mayConfirm: !isClosed,
      after: before?.number ?? 0,
      planText: text,
      listHref: LIST.href,
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

const MOST = 50;
const COMPARE = { label: 'Vergelijken' };

const statusOf = ({ status }: Pick<PlanRow, 'status'>): string =>
  status === 'closed' || status === 'restated' ? 'afgesloten' : STATUS_NAMES[status];

const versionView = (
  year: number,
  { number, version, status, loadedAt, loadedBy }: PlanVersionRow,
  earlier: PlanVersionRow | undefined,
): object => ({
  place: number,
  version,
  statusName: STATUS_NAMES[status],
  when: mediumDate(loadedAt),
  by: loadedBy ?? 'de academie zelf',
  downloadHref: `${LIST.href}/${year}/versies/${number}`,
  compareHref: earlier && `${LIST.href}/${year}/vergelijken?van=${earlier.number}&naar=${number}`,
});

function send(reply: FastifyReply, name: string, text: string): void {
  void reply.type(YAML).header('content-disposition', `attachment; filename="${name}"`).send(text);
}
