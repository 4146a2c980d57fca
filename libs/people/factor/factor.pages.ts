import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { FastifyReply } from 'fastify';

import {
  CONFIG,
  type Config,
  emptyForm,
  type Form,
  localPathOrHome,
  readForm,
  seeOther,
  t,
  tellOutcome,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor, FACTORS, RecentProof, WithoutFactor } from '../access/access.guard';
import { readAttestation } from '../passkey/passkey-answer';
import { PasskeyRefused } from '../passkey/passkey.errors';
import { Passkeys } from '../passkey/passkeys';
import { passkeyPage } from '../sign-in/passkey-page';
import { PasskeyForm } from './factor.dto';
import { FactorService } from './factor.service';
import { crumbs, showCodes } from './factor-view';
import { SecondFactor } from './second-factor';

/** The second factors of the own account. */
@ApiExcludeController()
@Controller(FACTORS)
@Allow('participant')
@WithoutFactor()
@RecentProof()
export class FactorPages {
  constructor(
    private readonly service: FactorService,
    private readonly factor: SecondFactor,
    private readonly passkeys: Passkeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query('naar') next: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(reply, actor, localPathOrHome(next), emptyForm());
  }

  /** What the script of the page hands to the browser. */
  @Post('passkeys/vraag')
  @HttpCode(200)
  ask(@CurrentActor() actor: Actor): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return this.passkeys.optionsToAdd(actor);
  }

  @Post('passkeys')
  async addPasskey(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(PasskeyForm, body);
    const next = localPathOrHome(form.values.next);
    const answer = readAttestation(form.values.answer);
    const codes = await form.submit(async ({ name }) => {
      if (!answer) throw new PasskeyRefused();
      return { codes: await this.service.addPasskey(actor, { name, answer }) };
    });
    if (codes?.codes) return showCodes(reply, codes.codes, next);
    if (codes) return seeOther(reply, FACTORS, t('people.factor.passkey-added'));
    void reply.status(422);
    await this.page(reply, actor, next, form);
  }

  @Post('passkeys/:id/weghalen')
  async removePasskey(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, FACTORS, async () => {
      await this.service.removePasskey(actor, id);
      return t('people.factor.passkey-removed');
    });
  }

  @Post('app/weghalen')
  async removeApp(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await tellOutcome(reply, FACTORS, async () => {
      await this.service.removeApp(actor);
      return t('people.factor.app-removed');
    });
  }

  private async page(
    reply: FastifyReply,
    actor: Actor,
    next: string,
    form: Form<object>,
  ): Promise<void> {
    const [means, passkeyRows] = await Promise.all([
      this.factor.means(actor.id),
      this.passkeys.list(actor.id),
    ]);
    const hasFactor = means.hasApp || means.hasPasskey;
    const title = t('people.factor.title');
    reply.view('people/factor/factors', {
      title,
      crumbs: crumbs(title),
      next,
      appHref: `${FACTORS}/app?naar=${encodeURIComponent(next)}`,
      means,
      hasFactor,
      mustSetUp: this.config.secondFactorRequired && actor.needsFactor && !hasFactor,
      rows: passkeyRows.map((row) => ({
        ...row,
        removeHref: `${FACTORS}/passkeys/${row.id}/weghalen`,
      })),
      ...passkeyPage(this.config),
      form: form.view,
    });
  }
}
