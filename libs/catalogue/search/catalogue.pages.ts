import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { MenuEntry } from '@academie/people';
import { Clock, ShortCache, Public, Views } from '@academie/platform';

import { readFilter } from './catalogue-filter';
import { catalogueView } from './catalogue-view';
import { CatalogueQueries } from './catalogue.queries';

/** The front page: what is on offer. */
@ApiExcludeController()
@Controller()
export class CataloguePages {
  constructor(
    private readonly catalogue: CatalogueQueries,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
    private readonly views: Views,
  ) {}

  @Get()
  @MenuEntry({ href: '/', text: 'catalogue.menu.home', position: 10 })
  @Public()
  async show(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const read = readFilter(query);
    const page = await this.cache.getOrLoad(`catalogue ${JSON.stringify(read)}`, async () => {
      const [rows, reference] = await Promise.all([
        this.catalogue.page(read.filter),
        this.catalogue.reference(),
      ]);
      return this.views.prepare(
        'catalogue/search/catalogue',
        catalogueView(read, rows, reference, this.clock.now()),
      );
    });
    reply.sendPrepared(page);
  }
}
