import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
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
  seeOther,
  t,
} from '@academie/platform';

import { AnySession } from '../access/access.guard';
import { setSessionCookie } from '../access/authentication.hook';
import { keepSecret } from '../link/secret-address';
import { LinkGone } from '../people.errors';
import { deviceOf, rememberDevice } from '../sign-in/known-device';
import { keepWayBack, takeWayBack } from '../sign-in/way-back';
import { AccountRequestForm, RegistrationForm, StartForm } from './registration.dto';
import { type OpenRegistration, RegistrationService } from './registration.service';

const ASKED_PER_MINUTE = 30;
const TRIED_PER_MINUTE = 60;

/** Making an account by oneself. What is answered first is the same for an address that has one. */
@ApiExcludeController()
@Controller('account-maken')
@Public()
export class RegistrationPages {
  constructor(
    private readonly service: RegistrationService,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  show(@Query('naar') next: unknown, @Res() reply: FastifyReply): void {
    this.startPage(reply, emptyForm({ next: localPathOrHome(next) }));
  }

  @Post()
  @AnySession()
  @LimitByAddress(ASKED_PER_MINUTE)
  async ask(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const form = await readForm(StartForm, body);
    const done = await form.submit(async ({ email }) => {
      await this.service.ask(email);
      return true;
    });
    if (done) {
      keepWayBack(reply, this.config, form.values.next);
      return seeOther(reply, '/inloggen', t('people.registration.asked'), 'info');
    }
    void reply.status(422);
    this.startPage(reply, form);
  }

  @Get(':token')
  @LimitByAddress(TRIED_PER_MINUTE)
  async open(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const known = await this.known(token, reply);
    if (known) await this.page(reply, token, known, emptyForm());
  }

  @Post(':token')
  @AnySession()
  @LimitByAddress(TRIED_PER_MINUTE)
  async send(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = await this.known(token, reply);
    if (!known) return;
    const form =
      known.organisations.length > 0
        ? await this.register(token, body, request, reply)
        : await this.request(token, body, reply);
    if (!form) return;
    delete form.values.password; // a password is never sent back
    void reply.status(422);
    await this.page(reply, token, known, form);
  }

  /** The form, when something is wrong with it. */
  private async register(
    token: string,
    body: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Form<object> | undefined> {
    const form = await readForm(RegistrationForm, body);
    const device = deviceOf(request);
    const session = await form.submit((data) => this.service.register(token, data, device));
    if (!session) return form;
    setSessionCookie(reply, this.config, session);
    rememberDevice(reply, this.config, device.secret);
    seeOther(reply, takeWayBack(request, reply) ?? '/mijn', t('people.invitation.accepted'));
    return undefined;
  }

  private async request(
    token: string,
    body: unknown,
    reply: FastifyReply,
  ): Promise<Form<object> | undefined> {
    const form = await readForm(AccountRequestForm, body);
    const done = await form.submit(async (data) => {
      await this.service.request(token, data);
      return true;
    });
    if (!done) return form;
    seeOther(reply, '/inloggen', t('people.registration.requested'));
    return undefined;
  }

  private async known(token: string, reply: FastifyReply): Promise<OpenRegistration | undefined> {
    keepSecret(reply);
    try {
      return await this.service.find(token.slice(0, 100));
    } catch (error) {
      if (!(error instanceof LinkGone)) throw error;
      void reply.status(404);
      reply.view('people/registration/registration-gone', {
        title: t('people.registration.gone'),
      });
      return undefined;
    }
  }

  private startPage(reply: FastifyReply, form: Form<object>): void {
    reply.view('people/registration/registration-start', {
      title: t('people.registration.title'),
      contactAddress: this.installation.current.contactAddress,
      form: form.view,
    });
  }

  private async page(
    reply: FastifyReply,
    token: string,
    { address, organisations }: OpenRegistration,
    form: Form<object>,
  ): Promise<void> {
    const isKnown = organisations.length > 0;
    const choice = isKnown ? organisations : await this.service.organisations();
    reply.view('people/registration/registration', {
      title: t('people.registration.title'),
      action: `/account-maken/${token}`,
      address,
      isKnown,
      organisation: organisations.length === 1 ? organisations[0]?.name : undefined,
      organisations: choice.map(({ id: value, name: label }) => ({ value, label })),
      form: form.view,
    });
  }
}
