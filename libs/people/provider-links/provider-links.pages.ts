import { Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { t, tellOutcome } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor, RecentProof } from '../access/access.guard';
import { signInPath } from '../provider/provider-view';
import { LINKS } from '../provider-sign-in/arrival-view';
import { ProviderLinks } from './provider-links';

/** The services with which somebody signs in to the own account. */
@ApiExcludeController()
@Controller('account/inlogdiensten')
@Allow('participant')
export class ProviderLinksPages {
  constructor(private readonly links: ProviderLinks) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const { linked, others } = await this.links.of(actor.id);
    const title = t('people.provider-sign-in.links');
    reply.view('people/provider-links/provider-links', {
      title,
      crumbs: [{ href: '/account', label: t('people.menu.account.label') }, { label: title }],
      linked: linked.map((link) => ({ ...link, removeHref: `${LINKS}/${link.id}/ontkoppelen` })),
      others: others.map(({ slug, name }) => ({ name, href: `${signInPath(slug)}/koppelen` })),
    });
  }

  @Post(':id/ontkoppelen')
  @RecentProof()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, LINKS, async () => {
      await this.links.remove(actor, id);
      return t('people.provider-sign-in.unlinked');
    });
  }
}
