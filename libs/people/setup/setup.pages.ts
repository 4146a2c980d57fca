import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  emptyForm,
  type Form,
  Installation,
  type InstallationTexts,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { AddressesForm, NameForm, TextsForm } from './setup.dto';
import { SetupQueries } from './setup.queries';
import { SetupService } from './setup.service';
import { SetupSteps } from './setup-steps';
import { crumbsTo, SETUP } from './setup-view';

/** Setting up the academie: what is done, what is to do, and the texts it says of itself. */
@ApiExcludeController()
@Controller('beheer/inrichten')
@Allow('administrator')
export class SetupPages {
  constructor(
    private readonly installation: Installation,
    private readonly steps: SetupSteps,
    private readonly service: SetupService,
    private readonly queries: SetupQueries,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'academie',
    href: SETUP,
    text: 'people.menu.setup',
    roles: ['administrator'],
    position: 5,
  })
  async list(@Res() reply: FastifyReply): Promise<void> {
    const [steps, history] = await Promise.all([this.steps.all(), this.queries.history()]);
    const done = steps.filter((step) => step.done).length;
    reply.view('people/setup/setup', {
      title: t('people.menu.setup.label'),
      crumbs: crumbsTo(),
      steps: steps.map((step) => ({
        href: step.href,
        label: t(`${step.text}.label`),
        description: t(`${step.text}.description`),
        done: step.done,
      })),
      percent: Math.round((100 * done) / steps.length),
      progress: t('people.setup.progress', { done, all: steps.length }),
      history: history.map((line) => ({ ...line, label: t(`people.setting.${line.key}`) })),
    });
  }

  @Get('naam')
  name(@Res() reply: FastifyReply): void {
    this.form(reply, 'name', emptyForm({ ...this.installation.current }));
  }

  @Post('naam')
  saveName(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.save(actor, NameForm, 'name', body, reply);
  }

  @Get('adressen')
  addresses(@Res() reply: FastifyReply): void {
    this.form(reply, 'addresses', emptyForm({ ...this.installation.current }));
  }

  @Post('adressen')
  saveAddresses(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.save(actor, AddressesForm, 'addresses', body, reply);
  }

  @Get('teksten')
  texts(@Res() reply: FastifyReply): void {
    this.form(reply, 'texts', emptyForm({ ...this.installation.current }));
  }

  @Post('teksten')
  saveTexts(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.save(actor, TextsForm, 'texts', body, reply);
  }

  private async save(
    actor: Actor,
    type: new () => Partial<InstallationTexts>,
    view: FormView,
    body: unknown,
    reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(type, body);
    const done = await form.submit(async (data) => {
      await this.service.change(actor, { ...data });
      return true;
    });
    if (done) return seeOther(reply, SETUP, t('people.setup.saved'));
    void reply.status(422);
    this.form(reply, view, form);
  }

  private form(reply: FastifyReply, view: FormView, form: Form<object>): void {
    const title = t(`people.setup.${view}.title`);
    reply.view(`people/setup/setup-${view}`, { title, crumbs: crumbsTo(title), form: form.view });
  }
}

type FormView = 'name' | 'addresses' | 'texts';
