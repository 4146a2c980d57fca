import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  CONFIG,
  type Config,
  emptyForm,
  type Form,
  LimitByAddress,
  Public,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { type OpenInvitation, Invitations } from './invitations';
import { deviceOf, rememberDevice } from './known-device';
import { takeWayBack } from './way-back';
import { AcceptInvitationForm } from '../person/people.dto';
import { keepSecret } from '../link/secret-address';
import { InvitationGone } from '../people.errors';
import { setSessionCookie } from '../access/authentication.hook';

const PER_MINUTE = 60;

/** Where the link in an invitation leads: make an account, and see what one is enrolled in. */
@ApiExcludeController()
@Controller('uitnodiging/:token')
export class InvitationPages {
  constructor(
    private readonly invitations: Invitations,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Public()
  @LimitByAddress(PER_MINUTE)
  async show(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const invitation = await this.known(token, reply);
    if (invitation) this.page(reply, token, invitation, emptyForm({ ...invitation }));
  }

  @Post()
  @Public()
  @LimitByAddress(PER_MINUTE)
  async accept(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const invitation = await this.known(token, reply);
    if (!invitation) return;
    const form = await readForm(AcceptInvitationForm, body);
    const device = deviceOf(request);
    const session = await form.submit((data) => this.invitations.accept(token, data, device));
    if (session) {
      setSessionCookie(reply, this.config, session);
      rememberDevice(reply, this.config, device.secret);
      return seeOther(
        reply,
        invitation.isAdministrator ? '/beheer/inrichten' : (takeWayBack(request, reply) ?? '/mijn'),
        t('people.invitation.accepted'),
      );
    }
    delete form.values.password; // a password is never sent back
    void reply.status(422);
    this.page(reply, token, invitation, form);
  }

  private async known(token: string, reply: FastifyReply): Promise<OpenInvitation | undefined> {
    keepSecret(reply);
    try {
      return await this.invitations.find(token.slice(0, 100));
    } catch (error) {
      if (!(error instanceof InvitationGone)) throw error;
      void reply.status(404);
      reply.view('people/sign-in/invitation-gone', { title: t('people.invitation.gone') });
      return undefined;
    }
  }

  private page(
    reply: FastifyReply,
    token: string,
    invitation: OpenInvitation,
    form: Form<object>,
  ): void {
    reply.view('people/sign-in/invitation', {
      title: 'Account maken',
      action: `/uitnodiging/${token}`,
      email: invitation.email,
      organisation: invitation.organisation,
      form: form.view,
    });
  }
}
