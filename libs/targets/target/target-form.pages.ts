import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ChangedMeanwhile,
  emptyForm,
  type Form,
  isId,
  NotFound,
  readForm,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { dayBefore } from '../counting/measures';
import { TargetQueries, type TargetView } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import { normNote, targetCrumbs, valueText } from '../value/target-labels';
import { NotAnOwner } from '../targets.errors';
import { BaselineForm, NormForm } from './targets.dto';

/** What a theme lead of the target, or an administrator, decides about it. */
@ApiExcludeController()
@Controller('doelen/:id')
@Allow('theme_lead', 'administrator')
export class TargetFormPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly service: TargetService,
  ) {}

  @Get('norm')
  async askNorm(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.own(actor, id);
    const { norm, version } = target;
    this.showNorm(reply, target, emptyForm({ norm: String(norm), version: String(version) }));
  }

  @Post('norm')
  async setNorm(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.own(actor, id);
    const form = await readForm(NormForm, body);
    try {
      const done = await form.submit(({ norm, reason, version }) =>
        this.service.setNorm(actor, id, { norm, reason }, version),
      );
      if (done) return seeOther(reply, `/doelen/${id}`, t('targets.norm.saved'));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      form.errors[''] = refusalText(error);
      form.values.version = String(target.version);
    }
    void reply.status(422);
    this.showNorm(reply, target, form);
  }

  @Get('nulstand')
  async askBaseline(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.own(actor, id);
    this.showBaseline(reply, target, emptyForm({ asOf: dayBefore(target.periodFrom) }));
  }

  @Post('nulstand')
  async recordBaseline(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.own(actor, id);
    const form = await readForm(BaselineForm, withoutEmpty(body));
    const done = await form.submit(async (given) => {
      await this.service.recordBaseline(actor, id, given);
      return true;
    });
    if (done) return seeOther(reply, `/doelen/${id}`, t('targets.baseline.saved'));
    void reply.status(422);
    this.showBaseline(reply, target, form);
  }

  private showNorm(reply: FastifyReply, target: TargetView, form: Form<object>): void {
    reply.view('targets/target/norm', {
      title: t('targets.norm.title', { code: target.code }),
      crumbs: targetCrumbs(target, t('targets.label.norm')),
      target: headOf(target),
      note: normNote(target),
      planNorm: target.planNorm,
      form: form.view,
    });
  }

  private showBaseline(reply: FastifyReply, target: TargetView, form: Form<object>): void {
    reply.view('targets/target/baseline', {
      title: t('targets.baseline.title', { code: target.code }),
      crumbs: targetCrumbs(target, t('targets.label.baseline')),
      target: headOf(target),
      year: target.year,
      before: target.year - 1,
      lastDay: dayBefore(target.periodFrom),
      form: form.view,
    });
  }

  /** @throws NotFound, NotAnOwner */
  private async own(actor: Actor, id: string): Promise<TargetView> {
    const target = isId(id) ? await this.targets.find(id) : undefined;
    if (!target) throw new NotFound();
    if (!this.service.decides(actor, target.owners)) throw new NotAnOwner();
    return target;
  }
}

const headOf = (target: TargetView): object => ({
  code: target.code,
  heading: target.title,
  sentence: target.sentence,
  now: valueText(target),
  href: `/doelen/${target.id}`,
  action: `/doelen/${target.id}`,
});

/** A browser sends '' for what was left open. */
const withoutEmpty = (body: unknown): unknown =>
  typeof body === 'object' && body !== null
    ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''))
    : body;
