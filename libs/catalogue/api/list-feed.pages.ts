import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  Clock,
  CONFIG,
  type Config,
  Installation,
  Public,
  ShortCache,
  t,
  Views,
} from '@academie/platform';

import { AgendaQueries } from '../search/agenda.queries';
import { type CatalogueFilter, LIST, readFilter } from '../search/catalogue-filter';
import { CatalogueQueries } from '../search/catalogue.queries';
import { type Asked, termsOf } from '../search/search-terms';
import { agendaCalendar } from './agenda-calendar';

const MOST_SESSIONS = 500;

/**
 * A filtered list for programs: a calendar of its sessions, and what is new in it. A program reads it without
 * signing in, so nothing confidential is in it, whoever asks.
 */
@ApiExcludeController()
@Controller('aanbod')
export class ListFeedPages {
  constructor(
    private readonly catalogue: CatalogueQueries,
    private readonly agenda: AgendaQueries,
    private readonly installation: Installation,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
    private readonly views: Views,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('agenda.ics')
  @Public()
  async calendar(
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { filter } = readFilter(query);
    const { body } = await this.cache.getOrLoad(
      `calendar of ${JSON.stringify(filter)}`,
      async () => {
        const asked = { ...(await this.asked(filter)), limit: MOST_SESSIONS };
        const sessions = await this.agenda.sessions(filter, asked);
        const { name } = this.installation.current;
        return { body: agendaCalendar(name, sessions, this.config.publicUrl, this.clock.now()) };
      },
    );
    void reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="aanbod.ics"')
      .header('cache-control', 'public, max-age=300')
      .send(body);
  }

  @Get('feed.xml')
  @Public()
  async feed(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const filter: CatalogueFilter = { ...readFilter(query).filter, sort: 'nieuw', page: 1 };
    const { body } = await this.cache.getOrLoad(`feed of ${JSON.stringify(filter)}`, async () => {
      const rows = await this.catalogue.page(filter, await this.asked(filter));
      const { publicUrl } = this.config;
      const view = {
        title: t('catalogue.feed.title', { academie: this.installation.current.name }),
        link: publicUrl + LIST,
        items: rows.map(({ slug, title, summary, publishedAt }) => ({
          title,
          summary,
          link: `${publicUrl}/aanbod/${slug}`,
          published: publishedAt.toUTCString(),
        })),
      };
      return { body: this.views.render('catalogue/api/feed', view) };
    });
    void reply
      .type('application/rss+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(body);
  }

  private async asked({ q }: CatalogueFilter): Promise<Asked> {
    const { places } = await this.catalogue.reference();
    return { terms: termsOf(q, places, this.clock.now()) };
  }
}
