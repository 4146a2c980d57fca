import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, MaybeActor, MenuEntry } from '@academie/people';
import { Installation, Public, t } from '@academie/platform';

import { LIST, listHref } from '../search/catalogue-filter';
import { CatalogueQueries } from '../search/catalogue.queries';

/** What the academie is, for whom, who is behind it and where to ask. */
@ApiExcludeController()
@Controller('over-de-academie')
export class AboutPages {
  constructor(
    private readonly catalogue: CatalogueQueries,
    private readonly installation: Installation,
  ) {}

  @Get()
  @MenuEntry({
    href: '/over-de-academie',
    text: 'catalogue.menu.about',
    position: 20,
    visitorsOnly: true,
  })
  @Public()
  async show(@MaybeActor() actor: Actor | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { themes } = await this.catalogue.reference();
    const { owner, aboutText, contactAddress, privacyAddress, securityAddress } =
      this.installation.current;
    const mail = (term: string, address: string): object => ({
      term: t(`catalogue.about.${term}`),
      text: address,
      href: `mailto:${address}`,
    });
    reply.view('catalogue/front/about', {
      title: t('catalogue.about.title'),
      signedIn: actor !== undefined,
      listHref: LIST,
      owner,
      paragraphs: aboutText.split('\n').filter((line) => line.trim()),
      themes: themes
        .filter(({ parentId }) => parentId === null)
        .map(({ slug, name }) => ({ label: name, href: listHref({ thema: slug }) })),
      contacts: [
        mail('question', contactAddress),
        mail('privacy', privacyAddress),
        mail('security', securityAddress),
      ],
    });
  }
}
