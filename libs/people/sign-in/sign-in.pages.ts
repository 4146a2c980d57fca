import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  CONFIG,
  type Config,
  emptyForm,
  type Form,
  Installation,
  LimitByAddress,
  localPathOrHome,
  Public,
  readForm,
  refusalText,
  Refusal,
  seeOther,
  t,
} from '@academie/platform';

import { Allow, AnySession, WithoutFactor } from '../access/access.guard';
import { KEPT, KEPT_FORM_COOKIE } from '../access/kept-form.service';
import { Passport } from '../access/passport';
import { SignInForm } from '../person/people.dto';
import { sessionCookie } from '../access/authentication.hook';
import { SessionService } from '../access/session.service';
import { Arrival } from './arrival';
import type { PasswordRight } from './password.strategy';
import { passkeyPage } from './passkey-page';
import { SignInWays } from './sign-in-ways';

const VIEW = 'people/sign-in/sign-in';
/** A hall of people who sign in at nine is far below it; each request above it costs a check of a password. */
const PER_MINUTE = 600;

@ApiExcludeController()
@Controller()
export class SignInPages {
  constructor(
    private readonly passport: Passport,
    private readonly sessions: SessionService,
    private readonly arrival: Arrival,
    private readonly ways: SignInWays,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('inloggen')
  @Public()
  async show(
    @Query('naar') next: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (request.actor) return seeOther(reply, localPathOrHome(next));
    await this.form(reply, localPathOrHome(next), emptyForm());
  }

  @Post('inloggen')
  @Public()
  @AnySession()
  @LimitByAddress(PER_MINUTE)
  async enter(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(SignInForm, body);
    const next = localPathOrHome(form.values.next);
    try {
      const found =
        form.data && (await this.passport.find<PasswordRight>('password', request, reply));
      if (found) {
        const { entered, device, stays } = found;
        return await this.arrival.enter(request, reply, { ...entered, device, stays }, next);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      form.errors.password = refusalText(error);
      if (error.retryAfter) void reply.status(429).header('retry-after', error.retryAfter);
    }
    delete form.values.password; // a password is never sent back
    if (reply.statusCode < 400) void reply.status(422);
    await this.form(reply, next, form);
  }

  @Post('uitloggen')
  @Allow('participant')
  @WithoutFactor()
  async leave(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const cookie = sessionCookie(this.config);
    const token = request.cookies[cookie];
    const onward = token && (await this.ways.onwardFrom(token));
    if (token) await this.sessions.end(token);
    void reply.clearCookie(cookie, { path: '/' }).clearCookie(KEPT_FORM_COOKIE, { path: '/' });
    const waiting = waitingIn(body);
    void reply.header('clear-site-data', waiting ? '"cache"' : '"cache", "storage"');
    const kept = waiting && t('people.sign-out.kept-on-device', { count: waiting });
    const done = [t('people.sign-out.done'), kept].filter(Boolean).join(' ');
    if (!onward) return seeOther(reply, '/', done);
    // Not a redirect: the answer to a form may not lead elsewhere (form-action of our CSP).
    request.actor = null;
    void reply.header('refresh', `0; url=${onward.href}`);
    reply.view('people/sign-in/signed-out', { title: t('people.sign-out.title'), done, ...onward });
  }

  private async form(reply: FastifyReply, next: string, form: Form<object>): Promise<void> {
    const kept = next.startsWith(`${KEPT}/`);
    const { signInText, contactAddress } = this.installation.current;
    reply.view(VIEW, {
      title: 'Inloggen',
      next,
      registerHref:
        next === '/' ? '/account-maken' : `/account-maken?naar=${encodeURIComponent(next)}`,
      kept,
      ways: await this.ways.choices(next),
      signInText,
      contactAddress,
      ...passkeyPage(this.config),
      stays: form.values.stays === 'ja',
      form: form.view,
    });
  }
}

// The page has emptied the device itself, but for marks of a register that could not be sent yet: ids
// and answers without a name, which wait there for the same person.
const waitingIn = (body: unknown): number => {
  const { bewaard } = (body ?? {}) as { bewaard?: unknown };
  return typeof bewaard === 'string' && /^[1-9]\d{0,5}$/.test(bewaard) ? Number(bewaard) : 0;
};
