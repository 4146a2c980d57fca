import { Body, Controller, Get, HttpCode, Logger, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { LimitByAddress, NotFound, Public, seeOther, t } from '@academie/platform';

import { AnySession } from '../access/access.guard';
import { ProviderQueries } from '../provider/provider.queries';
import { ProviderLogout } from './provider-logout';

const PER_MINUTE = 600;

/** What a service calls when somebody signed out there, and where it sends who signed out here. */
@ApiExcludeController()
@Controller()
@Public()
export class ProviderLogoutPages {
  private readonly log = new Logger('provider');

  constructor(
    private readonly providers: ProviderQueries,
    private readonly logout: ProviderLogout,
  ) {}

  @Get('uitgelogd')
  signedOut(@Res() reply: FastifyReply): void {
    seeOther(reply, '/', t('people.sign-out.done'));
  }

  /** The service itself asks, not a browser; its token says who it is. */
  @Post('inloggen/organisatie/:slug/uitloggen')
  @AnySession()
  @HttpCode(200)
  @LimitByAddress(PER_MINUTE)
  async hear(
    @Param('slug') slug: string,
    @Body() body: { logout_token?: unknown } | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const provider = await this.providers.bySlug(slug);
    if (!provider) throw new NotFound();
    const token = body?.logout_token;
    try {
      if (typeof token !== 'string') throw new Error('there is no logout_token');
      await this.logout.hear(provider, token);
      await reply.send();
    } catch (error) {
      this.log.warn(`${provider.slug}: ${error instanceof Error ? error.message : 'no logout'}`);
      await reply.status(400).send({ error: 'invalid_request' });
    }
  }
}
