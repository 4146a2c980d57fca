import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  CONFIG,
  type Config,
  Database,
  emptyForm,
  type Form,
  LimitByAddress,
  localPathOrHome,
  Public,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { AnySession } from '../access/access.guard';
import { readSignature } from '../passkey/passkey-answer';
import { PasskeyRefused } from '../passkey/passkey.errors';
import { Passkeys } from '../passkey/passkeys';
import { Arrival } from '../sign-in/arrival';
import { callerOf } from '../sign-in/known-device';
import { passkeyPage } from '../sign-in/passkey-page';
import { SignInService } from '../sign-in/sign-in.service';
import { type OpenStep, SignInSteps } from '../sign-in/sign-in-steps';
import { CodeWrong, StepGone } from './factor.errors';
import { CodeForm } from './factor.dto';
import { SecondFactor } from './second-factor';

const PER_MINUTE = 600;

/** Signing in, second step: a code of the app, a recovery code, or a passkey. */
@ApiExcludeController()
@Controller('inloggen/tweede-stap')
@Public()
export class SecondStepPages {
  constructor(
    private readonly steps: SignInSteps,
    private readonly factor: SecondFactor,
    private readonly passkeys: Passkeys,
    private readonly signIn: SignInService,
    private readonly arrival: Arrival,
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async show(
    @Query('naar') next: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const way = localPathOrHome(next);
    if (request.actor) return seeOther(reply, way);
    const step = await this.steps.find(request);
    if (!step) return this.again(reply, way);
    await this.page(reply, step, way, emptyForm());
  }

  @Post()
  @AnySession()
  @LimitByAddress(PER_MINUTE)
  async code(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(CodeForm, body);
    await this.finish(request, reply, form, async ({ personId }) => {
      if (!form.data) return false;
      await this.factor.check(personId, form.data.code, callerOf(request).network);
      return true;
    });
  }

  /** What the script of the page hands to the browser. */
  @Post('vraag')
  @HttpCode(200)
  @AnySession()
  @LimitByAddress(PER_MINUTE)
  async ask(@Req() request: FastifyRequest): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const step = await this.steps.find(request);
    if (!step) throw new StepGone();
    return this.passkeys.optionsToSign(step.personId);
  }

  @Post('passkey')
  @AnySession()
  @LimitByAddress(PER_MINUTE)
  async passkey(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = (body ?? {}) as Record<string, unknown>;
    const form = emptyForm({ next: given.next });
    await this.finish(request, reply, form, async ({ personId }) => {
      const answer = readSignature(given.answer);
      if (!answer) throw new PasskeyRefused();
      await this.passkeys.signedBy(answer, personId);
      return true;
    });
  }

  private async finish(
    request: FastifyRequest,
    reply: FastifyReply,
    form: Form<object>,
    check: (step: OpenStep) => Promise<boolean>,
  ): Promise<void> {
    const next = localPathOrHome(form.values.next);
    const step = await this.steps.find(request);
    if (!step) return this.again(reply, next);
    const caller = callerOf(request);
    try {
      if (await check(step)) {
        const sessionToken = await this.database.transaction(async (tx) => {
          if (!(await this.steps.take(tx, request))) throw new StepGone();
          return this.signIn.complete(tx, step, caller);
        });
        this.steps.clearCookie(reply);
        const session = { sessionToken, device: caller.device, stays: step.stays };
        return await this.arrival.welcome(request, reply, session, next);
      }
    } catch (error) {
      if (error instanceof StepGone) return this.again(reply, next);
      if (!(error instanceof Refusal)) throw error;
      if (error instanceof CodeWrong && (await this.steps.countWrong(request))) {
        await this.factor.tellOfWrongCodes(step.personId);
        return this.again(reply, next);
      }
      form.errors[error.field ?? 'code'] = refusalText(error);
      if (error.retryAfter) void reply.status(429).header('retry-after', error.retryAfter);
    }
    delete form.values.code;
    if (reply.statusCode < 400) void reply.status(422);
    await this.page(reply, step, next, form);
  }

  private again(reply: FastifyReply, next: string): void {
    this.steps.clearCookie(reply);
    const way = `/inloggen?naar=${encodeURIComponent(next)}`;
    seeOther(reply, way, refusalText(new StepGone()), 'error');
  }

  private async page(
    reply: FastifyReply,
    step: OpenStep,
    next: string,
    form: Form<object>,
  ): Promise<void> {
    const means = await this.factor.means(step.personId);
    reply.view('people/factor/second-step', {
      title: t('people.factor.second-step'),
      next,
      means,
      ...passkeyPage(this.config),
      form: form.view,
    });
  }
}
