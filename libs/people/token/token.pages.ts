import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor, RecentProof } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { NotAllowed } from '../people.errors';
import { TokenForm } from './token.dto';
import { TOKEN_DAYS, TokenService } from './token.service';

const HOME = '/account/sleutels';

/** Keys for programs that act for who is signed in. */
@ApiExcludeController()
@Controller('account/sleutels')
@Allow('coordinator', 'trainer', 'theme_lead', 'administrator', 'auditor')
export class TokenPages {
  constructor(private readonly tokens: TokenService) {}

  @Get()
  @MenuEntry({
    section: 'account',
    href: HOME,
    text: 'people.menu.tokens',
    roles: ['coordinator', 'trainer', 'theme_lead', 'administrator', 'auditor'],
    position: 30,
  })
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.page(actor, reply, emptyForm({ scope: 'read', days: '90' }));
  }

  @Post()
  @RecentProof()
  async make(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // A key that leaked must not be able to make another that outlives it.
    if (request.bearer) throw new NotAllowed();
    const form = await readForm(TokenForm, body);
    const token = await form.submit(({ name, scope, days }) =>
      this.tokens.make(actor, { name, scope, days: Number(days) }),
    );
    if (!token) void reply.status(422);
    await this.page(actor, reply, token ? emptyForm({ scope: 'read', days: '90' }) : form, token);
  }

  @Post(':id/intrekken')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.tokens.revoke(actor, id);
    seeOther(reply, HOME, t('people.token.revoked'));
  }

  private async page(
    actor: Actor,
    reply: FastifyReply,
    form: Form<object>,
    token?: string,
  ): Promise<void> {
    const tokens = await this.tokens.list(actor.id);
    const title = t('people.menu.tokens.label');
    reply.view('people/token/tokens', {
      title,
      crumbs: [{ href: '/account', label: t('people.menu.account.label') }, { label: title }],
      token,
      tokens: tokens.map((row) => ({
        ...row,
        scope: t(`people.token.${row.scopes.includes('write') ? 'write' : 'read'}`),
        revokeHref: `${HOME}/${row.id}/intrekken`,
      })),
      scopes: ['read', 'write'].map((value) => ({ value, label: t(`people.token.${value}`) })),
      days: TOKEN_DAYS.map((days) => ({
        value: String(days),
        label: t('people.token.days', { days }),
      })),
      form: form.view,
    });
  }
}
