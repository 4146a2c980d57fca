import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  CONFIG,
  type Config,
  emptyForm,
  type Form,
  networkOf,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { setSessionCookie } from '../access/authentication.hook';
import { deviceName } from '../access/device-name';
import { ChangePasswordForm } from './account.dto';
import { ACCOUNT, crumbsTo } from './account-view';
import { PasswordService } from './password.service';

/** Changing the own password. */
@ApiExcludeController()
@Controller('account/wachtwoord')
@Allow('participant')
export class PasswordPages {
  constructor(
    private readonly service: PasswordService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  show(@Res() reply: FastifyReply): void {
    this.page(reply, emptyForm());
  }

  @Post()
  async change(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ChangePasswordForm, body);
    const device = { name: deviceName(request.headers['user-agent']), stays: false };
    const token = await form.submit((data) =>
      this.service.change(actor, data, { network: networkOf(request), device }),
    );
    if (token) {
      setSessionCookie(reply, this.config, token);
      return seeOther(reply, ACCOUNT, t('people.account.password-changed'));
    }
    delete form.values.currentPassword; // a password is never sent back
    delete form.values.password;
    void reply.status(422);
    this.page(reply, form);
  }

  private page(reply: FastifyReply, form: Form<object>): void {
    const title = t('people.account.password');
    reply.view('people/account/account-password', {
      title,
      crumbs: crumbsTo(title),
      form: form.view,
    });
  }
}
