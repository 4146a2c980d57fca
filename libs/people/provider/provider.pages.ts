import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  emptyForm,
  type Form,
  LimitByAddress,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { ProviderForm, RuleForm } from './provider.dto';
import { ProviderQueries, type ProviderRow } from './provider.queries';
import { ProviderService } from './provider.service';
import { ProviderTrial, type TrialStep } from './provider-trial';
import { PROVIDERS, ProviderViews } from './provider-view';

/** Each try asks another server. */
const TRIALS_PER_MINUTE = 10;

/** Sign-in services of organisations: added, changed, tried and ended by an administrator. */
@ApiExcludeController()
@Controller('beheer/inlogdiensten')
@Allow('administrator')
export class ProviderPages {
  constructor(
    private readonly queries: ProviderQueries,
    private readonly service: ProviderService,
    private readonly trial: ProviderTrial,
    private readonly views: ProviderViews,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'connections',
    href: PROVIDERS,
    text: 'people.menu.providers',
    roles: ['administrator'],
    position: 64,
  })
  async list(@Res() reply: FastifyReply): Promise<void> {
    reply.view('people/provider/providers', await this.views.list());
  }

  @Get('nieuw')
  async newPage(@Res() reply: FastifyReply): Promise<void> {
    await this.formPage(reply, emptyForm({ scope: 'openid profile email', endsSession: true }));
  }

  @Post('nieuw')
  async add(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ProviderForm, body);
    const id = await form.submit((data) => this.service.add(actor, data));
    if (id) return seeOther(reply, `${PROVIDERS}/${id}`, t('people.provider.added'));
    void reply.status(422);
    await this.formPage(reply, form);
  }

  @Get(':id')
  async show(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.page(reply, await this.find(id), emptyForm());
  }

  @Get(':id/wijzigen')
  async editPage(
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const provider = await this.find(id);
    await this.formPage(reply, emptyForm({ ...provider, secret: undefined }), provider);
  }

  @Post(':id/wijzigen')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const provider = await this.find(id);
    const form = await readForm(ProviderForm, body);
    const done = await form.submit(async (data) => {
      await this.service.change(actor, id, data);
      return true;
    });
    if (done) return seeOther(reply, `${PROVIDERS}/${id}`, t('people.provider.changed'));
    void reply.status(422);
    await this.formPage(reply, form, provider);
  }

  @Post(':id/testen')
  @LimitByAddress(TRIALS_PER_MINUTE)
  async test(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    const provider = await this.find(id);
    await this.page(reply, provider, emptyForm(), await this.trial.run(provider));
  }

  @Post(':id/regels')
  async addRule(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const provider = await this.find(id);
    const form = await readForm(RuleForm, body);
    const done = await form.submit(async (data) => {
      await this.service.addRule(actor, id, data);
      return true;
    });
    if (done) return seeOther(reply, `${PROVIDERS}/${id}`, t('people.provider.rule-added'));
    void reply.status(422);
    await this.page(reply, provider, form);
  }

  @Post(':id/regels/:ruleId/weghalen')
  async removeRule(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('ruleId', ParseUUIDPipe) ruleId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.removeRule(actor, id, ruleId);
    seeOther(reply, `${PROVIDERS}/${id}`, t('people.provider.rule-removed'));
  }

  @Post(':id/beeindigen')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.end(actor, id);
    seeOther(reply, PROVIDERS, t('people.provider.ended'));
  }

  private async find(id: string): Promise<ProviderRow> {
    const provider = await this.queries.one(id);
    if (!provider) throw new NotFound();
    return provider;
  }

  private async page(
    reply: FastifyReply,
    provider: ProviderRow,
    form: Form<object>,
    steps?: TrialStep[],
  ): Promise<void> {
    reply.view('people/provider/provider', await this.views.one(provider, form, steps));
  }

  private async formPage(
    reply: FastifyReply,
    form: Form<object>,
    provider?: ProviderRow,
  ): Promise<void> {
    delete form.values.secret; // a secret is never sent back
    reply.view('people/provider/provider-form', await this.views.form(form, provider));
  }
}
