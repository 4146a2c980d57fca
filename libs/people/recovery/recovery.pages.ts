import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  emptyForm,
  type Form,
  LimitByAddress,
  Public,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { AnySession } from '../access/access.guard';
import { keepSecret } from '../link/secret-address';
import { LinkGone } from '../people.errors';
import { ForgottenForm, NewPasswordForm } from './recovery.dto';
import { RecoveryService } from './recovery.service';

/** A town hall has one address; who asks for one account often gets three mails an hour all the same. */
const ASKED_PER_MINUTE = 30;
const TRIED_PER_MINUTE = 60;

/** Forgot the password. What is answered is the same for an address that is known and one that is not. */
@ApiExcludeController()
@Controller('wachtwoord-vergeten')
@Public()
export class RecoveryPages {
  constructor(private readonly service: RecoveryService) {}

  @Get()
  show(@Res() reply: FastifyReply): void {
    this.askPage(reply, emptyForm());
  }

  @Post()
  @AnySession()
  @LimitByAddress(ASKED_PER_MINUTE)
  async ask(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const form = await readForm(ForgottenForm, body);
    const done = await form.submit(async ({ email }) => {
      await this.service.ask(email);
      return true;
    });
    if (done) return seeOther(reply, '/inloggen', t('people.recovery.asked'), 'info');
    void reply.status(422);
    this.askPage(reply, form);
  }

  @Get(':token')
  @LimitByAddress(TRIED_PER_MINUTE)
  async choose(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const address = await this.known(token, reply);
    if (address) this.choosePage(reply, token, address, emptyForm());
  }

  @Post(':token')
  @AnySession()
  @LimitByAddress(TRIED_PER_MINUTE)
  async reset(
    @Param('token') token: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const address = await this.known(token, reply);
    if (!address) return;
    const form = await readForm(NewPasswordForm, body);
    const done = await form.submit(async ({ password }) => {
      await this.service.reset(token, password);
      return true;
    });
    if (done) return seeOther(reply, '/inloggen', t('people.recovery.done'));
    delete form.values.password; // a password is never sent back
    void reply.status(422);
    this.choosePage(reply, token, address, form);
  }

  private async known(token: string, reply: FastifyReply): Promise<string | undefined> {
    keepSecret(reply);
    try {
      return await this.service.find(token.slice(0, 100));
    } catch (error) {
      if (!(error instanceof LinkGone)) throw error;
      void reply.status(404);
      reply.view('people/recovery/link-gone', { title: t('people.recovery.gone') });
      return undefined;
    }
  }

  private askPage(reply: FastifyReply, form: Form<object>): void {
    reply.view('people/recovery/forgotten', {
      title: t('people.recovery.title'),
      form: form.view,
    });
  }

  private choosePage(
    reply: FastifyReply,
    token: string,
    address: string,
    form: Form<object>,
  ): void {
    reply.view('people/recovery/choose', {
      title: t('people.recovery.choose'),
      action: `/wachtwoord-vergeten/${token}`,
      address,
      form: form.view,
    });
  }
}
