import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  decodeText,
  emptyForm,
  type Form,
  readForm,
  refusalText,
  seeOther,
  t,
  UnreadableTable,
  Upload,
} from '@academie/platform';

import { isClosedStatus, type Plan } from '../plan/plan';
import { diffPlans } from '../plan/plan-diff';
import { PlanDiffTeller, STATUS_NAMES } from './plan-diff-view';
import type { Problem } from '../plan/plan-file';
import { LIST, TARGETS } from './plan.pages';
import { PlanReader } from '../plan/plan-reader';
import { changesNorm, PlanService } from './plan.service';
import { PlanVersionQueries } from './plan-version.queries';
import { LONGEST, PlanTextForm } from './plan.dto';
import { TargetQueries } from '../value/target.queries';
import { PlanClosed } from '../targets.errors';

/** Problems shown at once. */
const MOST = 50;

/** Takes the file of a plan: what is wrong with it, what it changes, and only then a yes. */
@ApiExcludeController()
@Controller('doelen/jaarplannen/inlezen')
@Allow('administrator')
export class PlanLoadPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly versions: PlanVersionQueries,
    private readonly plans: PlanService,
    private readonly reading: PlanReader,
    private readonly teller: PlanDiffTeller,
  ) {}

  @Get()
  start(@Res() reply: FastifyReply): void {
    this.showForm(reply, emptyForm());
  }

  @Post()
  @HttpCode(200)
  @Upload(1)
  async load(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() { upload }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(PlanTextForm, body);
    if (upload && upload.content.length > 0) {
      const read = upload.tooLarge ? undefined : textIn(upload.content);
      if (!read || read.length > LONGEST)
        form.errors.file = t(`targets.plan-load.${read === '' ? 'no-text' : 'too-large'}`);
      else form.values.text = read;
    }
    const text = typeof form.values.text === 'string' ? form.values.text : '';
    if (!form.failed && !text.trim()) form.errors.file = t('targets.plan-load.choose');
    if (form.failed) return this.refuse(reply, form, []);
    const { plan, problems } = await this.reading.read(text);
    if (!plan) {
      form.errors.text = t('targets.plan-load.wrong', { count: problems.length });
      return this.refuse(reply, form, problems);
    }
    if (form.data?.confirmed) {
      const done = await form.submit(async ({ after, reason }) => {
        await this.plans.load(plan, actor.id, {
          text,
          ...(after !== undefined && { after }),
          ...(reason && { reason }),
        });
        return true;
      });
      if (done)
        return seeOther(
          reply,
          `${LIST.href}/${plan.year}`,
          t('targets.plan-load.loaded', { year: plan.year, version: plan.version }),
        );
    }
    await this.showPreview(reply, form, plan, text);
  }

  private refuse(reply: FastifyReply, form: Form<object>, problems: readonly Problem[]): void {
    void reply.status(422);
    const text = typeof form.values.text === 'string' ? form.values.text : '';
    const lines = text.split(/\r?\n/);
    this.showForm(
      reply,
      form,
      problems.slice(0, MOST).map((problem) => ({
        where: t('targets.plan-load.place', { line: problem.line, column: problem.column }),
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
    reply.view('targets/plan-versions/plan-load', {
      title: t('targets.plan-load.title'),
      crumbs: [TARGETS, LIST, { label: t('targets.plan-load.load') }],
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
    const isClosed = stored && isClosedStatus(stored.status);
    const diff = before && diffPlans(before.document, plan);
    const counted = await this.versions.counted(
      plan.year,
      (diff?.removed ?? []).map(({ code }) => code),
    );
    if (isClosed && !form.failed) form.errors[''] = refusalText(new PlanClosed());
    if (form.failed) void reply.status(422);
    reply.view('targets/plan-versions/plan-preview', {
      title: t('targets.plan-load.title-year', { year: plan.year }),
      crumbs: [TARGETS, LIST, { label: t('targets.plan-load.load') }],
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
      diff: diff && this.teller.view(diff, counted),
      mayConfirm: !isClosed,
      asksReason: before !== undefined && changesNorm(before.document, plan),
      after: before?.number ?? 0,
      planText: text,
      listHref: LIST.href,
    });
  }
}

/** The text of a file; empty for a file of another kind. */
function textIn(content: Buffer): string {
  try {
    return decodeText(content);
  } catch (error) {
    if (error instanceof UnreadableTable) return '';
    throw error;
  }
}
