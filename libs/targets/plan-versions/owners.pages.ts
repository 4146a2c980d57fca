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

import { OwnersForm } from './plan.dto';
import { TargetQueries, type TargetView } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import { targetCrumbs } from '../value/target-labels';

/** Which themes own a target. */
@ApiExcludeController()
@Controller('doelen/:id/eigenaren')
@Allow('administrator')
export class OwnersPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly service: TargetService,
  ) {}

  @Get()
  async ask(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const target = await this.find(id);
    const themes = target.owners.map(({ slug }) => slug);
    await this.show(reply, target, emptyForm({ themes, version: String(target.version) }));
  }

  @Post()
  async set(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = await this.find(id);
    const form = await readForm(OwnersForm, body);
    if (form.errors.themes) form.errors.themes = t('targets.owners.choose');
    try {
      const done = await form.submit(({ themes, version }) =>
        this.service.setOwners(actor, id, themes, version),
      );
      if (done) return seeOther(reply, `/doelen/${id}`, t('targets.owners.saved'));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      form.errors[''] = refusalText(error);
      form.values.version = String(target.version);
    }
    void reply.status(422);
    await this.show(reply, target, form);
  }

  private async show(reply: FastifyReply, target: TargetView, form: Form<object>): Promise<void> {
    const themes = await this.targets.themes();
    const names = new Map(themes.map(({ id, name }) => [id, name]));
    const { values } = form;
    const chosen = new Set<unknown>(Array.isArray(values.themes) ? values.themes : [values.themes]);
    reply.view('targets/plan-versions/owners', {
      title: t('targets.owners.title', { code: target.code }),
      crumbs: targetCrumbs(target, t('targets.label.owners')),
      target: { code: target.code, sentence: target.sentence, href: `/doelen/${target.id}` },
      action: `/doelen/${target.id}/eigenaren`,
      themes: themes.map(({ slug, name, parentId }) => ({
        value: slug,
        label: parentId ? `${names.get(parentId)}: ${name}` : name,
        selected: chosen.has(slug),
      })),
      form: form.view,
    });
  }

  /** @throws NotFound */
  private async find(id: string): Promise<TargetView> {
    const target = isId(id) ? await this.targets.find(id) : undefined;
    if (!target) throw new NotFound();
    return target;
  }
}
