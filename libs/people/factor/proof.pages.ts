import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  CONFIG,
  type Config,
  emptyForm,
  type Form,
  LimitByAddress,
  localPathOrHome,
  networkOf,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor, PROVE, WithoutFactor } from '../access/access.guard';
import { sessionCookie } from '../access/authentication.hook';
import { SessionService } from '../access/session.service';
import { readSignature } from '../passkey/passkey-answer';
import { PasskeyRefused } from '../passkey/passkey.errors';
import { Passkeys } from '../passkey/passkeys';
import { passkeyPage } from '../sign-in/passkey-page';
import { ProofForm } from './factor.dto';
import { Proof } from './proof';
import { SecondFactor } from './second-factor';

const PER_MINUTE = 60;

/** Showing again who it is, before a change that takes an account over. */
@ApiExcludeController()
@Controller(PROVE)
@Allow('participant')
@WithoutFactor()
export class ProofPages {
  constructor(
    private readonly proof: Proof,
    private readonly factor: SecondFactor,
    private readonly passkeys: Passkeys,
    private readonly sessions: SessionService,
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

  @Post()
  @LimitByAddress(PER_MINUTE)
  async prove(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ProofForm, body);
    await this.finish(request, reply, actor, form, async () => {
      if (form.data) await this.proof.check(actor, form.data, networkOf(request));
      return form.data !== undefined;
    });
  }

  /** What the script of the page hands to the browser. */
  @Post('vraag')
  @HttpCode(200)
  ask(@CurrentActor() actor: Actor): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.passkeys.optionsToSign(actor.id);
  }

  @Post('passkey')
  @LimitByAddress(PER_MINUTE)
  async passkey(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = (body ?? {}) as Record<string, unknown>;
    await this.finish(request, reply, actor, emptyForm({ next: given.next }), async () => {
      const answer = readSignature(given.answer);
      if (!answer) throw new PasskeyRefused();
      await this.passkeys.signedBy(answer, actor.id);
      return true;
    });
  }

  private async finish(
    request: FastifyRequest,
    reply: FastifyReply,
    actor: Actor,
    form: Form<object>,
    check: () => Promise<boolean>,
  ): Promise<void> {
    const next = localPathOrHome(form.values.next);
    try {
      if (await check()) {
        await this.sessions.prove(request.cookies[sessionCookie(this.config)] ?? '');
        return seeOther(reply, next);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      form.errors[error.field ?? 'password'] = refusalText(error);
      if (error.retryAfter) void reply.status(429).header('retry-after', error.retryAfter);
    }
    delete form.values.password; // a password is never sent back
    delete form.values.code;
    if (reply.statusCode < 400) void reply.status(422);
    await this.page(reply, actor, next, form);
  }

  private async page(
    reply: FastifyReply,
    actor: Actor,
    next: string,
    form: Form<object>,
  ): Promise<void> {
    const means = await this.factor.means(actor.id);
    const hasFactor = means.hasApp || means.hasPasskey;
    reply.view('people/factor/proof', {
      title: t('people.factor.prove'),
      next,
      means,
      asksCode: hasFactor,
      hasNothing: !hasFactor && !means.hasPassword,
      ...passkeyPage(this.config),
      form: form.view,
    });
  }
}
