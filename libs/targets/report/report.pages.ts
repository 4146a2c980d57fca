import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  Clock,
  CONFIG,
  type Config,
  dayOf,
  emptyForm,
  type Form,
  FromReplica,
  isId,
  LimitByAddress,
  NotFound,
  Public,
  readForm,
  seeOther,
  t,
  yearOf,
} from '@academie/platform';

import { ClosingService } from './closing.service';
import { ReportFiles } from './report-files';
import { type Report, ReportQueries } from './report.queries';
import { reportBody, reportView } from './report-view';
import { UnfinishedQueries } from './unfinished.queries';
import { unfinishedView } from './unfinished-view';
import { ShareService } from './report-share.service';
import { FILE_TYPES, isFileKind } from '../signed-file/signature-in-file';
import { TargetQueries } from '../value/target.queries';
import { RestateForm, ShareForm, YearForm } from '../target/targets.dto';

/** The report of a year: to read, to take along, to close and to share. */
@ApiExcludeController()
@Controller('doelen')
@Allow('theme_lead', 'administrator', 'auditor')
export class ReportPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly reports: ReportQueries,
    private readonly closings: ClosingService,
    private readonly shares: ShareService,
    private readonly unfinished: UnfinishedQueries,
    private readonly clock: Clock,
    private readonly files: ReportFiles,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('jaarverslag')
  @FromReplica()
  async show(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(reply, actor, await this.report(query), emptyForm({ days: '90' }));
  }

  @Get('jaarverslag.:kind')
  @FromReplica()
  async file(
    @Param('kind') kind: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isFileKind(kind)) throw new NotFound();
    const report = await this.report(query);
    const slug = typeof query.thema === 'string' && query.thema ? query.thema : undefined;
    if (slug && !report.themes.some((theme) => theme.slug === slug)) throw new NotFound();
    const { name, content } = await this.files.of(report, kind, slug);
    void reply
      .type(FILE_TYPES[kind])
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(content);
  }

  @Post('jaarverslag/afsluiten')
  @Allow('administrator')
  async close(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(YearForm, body);
    const done = await form.submit(({ jaar }) => this.closings.close(actor, jaar));
    await this.answer(reply, actor, form, body, done && t('targets.report.closed'));
  }

  @Post('jaarverslag/herzien')
  @Allow('administrator')
  async restate(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(RestateForm, body);
    const done = await form.submit(({ jaar, reason }) => this.closings.close(actor, jaar, reason));
    await this.answer(reply, actor, form, body, done && t('targets.report.restated'));
  }

  @Post('jaarverslag/delen')
  @Allow('theme_lead', 'administrator')
  async share(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ShareForm, body);
    const token = await form.submit(({ jaar, label, days }) =>
      this.shares.share(actor, jaar, label, days),
    );
    const report = await this.report(isObject(body) ? body : {});
    if (!token) void reply.status(422);
    await this.page(reply, actor, report, token ? emptyForm({ days: '90' }) : form, token);
  }

  @Post('jaarverslag/delen/:id/intrekken')
  @Allow('theme_lead', 'administrator')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isId(id)) throw new NotFound();
    await this.shares.revoke(actor, id);
    const { plan } = await this.report(isObject(body) ? body : {});
    seeOther(
      reply,
      `/doelen/jaarverslag?jaar=${plan.year}#delen`,
      t('targets.report.link-revoked'),
    );
  }

  private async answer(
    reply: FastifyReply,
    actor: Actor,
    form: Form<object>,
    body: unknown,
    said: string | undefined | 0,
  ): Promise<void> {
    const report = await this.report(isObject(body) ? body : {});
    if (said) return seeOther(reply, `/doelen/jaarverslag?jaar=${report.plan.year}`, said);
    void reply.status(422);
    await this.page(reply, actor, report, form);
  }

  private async page(
    reply: FastifyReply,
    actor: Actor,
    report: Report,
    form: Form<object>,
    token?: string,
  ): Promise<void> {
    const now = this.clock.now();
    const isLatest = report.shown === report.editions[0];
    const isToClose =
      actor.isAdministrator && report.editions.length === 0 && report.plan.periodTo <= dayOf(now);
    const [plans, links, unfinished, changes] = await Promise.all([
      this.targets.shownPlans(),
      this.shares.of(report.plan.year),
      isToClose ? this.unfinished.of(report) : undefined,
      isLatest ? [] : this.reports.changesAfter(report),
    ]);
    const view = {
      unfinished: unfinished && unfinishedView(unfinished),
      ...reportView(
        report,
        plans,
        links,
        actor,
        now,
        dayOf(now),
        form.view,
        token && `${this.config.publicUrl}/verslag/${token}`,
        changes,
      ),
    };
    // What was typed wrong, and a link that is shown once, are kept nowhere.
    if (form.failed || token) reply.view('targets/report/report', view);
    else reply.viewKept('targets/report/report', view);
  }

  /** @throws NotFound without a plan for the year asked, or of this one when none is, or without the edition. */
  private async report({ jaar, versie }: Record<string, unknown>): Promise<Report> {
    const asked = typeof jaar === 'string' && /^\d{4}$/.test(jaar) ? Number(jaar) : undefined;
    const edition = typeof versie === 'string' && versie ? editionOf(versie) : undefined;
    const report = await this.reports.of(asked ?? yearOf(this.clock.now()), edition);
    if (!report) throw new NotFound();
    return report;
  }
}

/** What a link opens for people without an account: the report, without names. */
@ApiExcludeController()
@Controller('verslag')
@Public()
export class SharedReportPages {
  constructor(
    private readonly reports: ReportQueries,
    private readonly shares: ShareService,
    private readonly clock: Clock,
  ) {}

  @Get(':token')
  @LimitByAddress(60)
  @FromReplica()
  async show(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const year = /^[\w-]{32}$/.test(token) ? await this.shares.yearOf(token) : undefined;
    const report = year === undefined ? undefined : await this.reports.of(year);
    if (!report) throw new NotFound();
    void reply.header('x-robots-tag', 'noindex').header('cache-control', 'private, no-store');
    reply.view('targets/report/shared-report', {
      title: t('targets.report.title', { year: report.plan.year }),
      ...reportBody(report, this.clock.now(), true),
    });
  }
}

/** @throws NotFound for what is no number of an edition */
function editionOf(versie: string): number {
  if (!/^[1-9]\d{0,4}$/.test(versie)) throw new NotFound();
  return Number(versie);
}

const isObject = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null;
