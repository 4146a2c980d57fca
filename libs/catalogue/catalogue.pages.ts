import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { Clock, Public } from '@academie/platform';

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
  ) {}

  @Get()
  @Public()
  async show(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const read = readFilter(query);
    const [rows, reference] = await Promise.all([
      this.catalogue.page(read.filter),
      this.catalogue.reference(),
    ]);
    reply.view('catalogue/views/catalogue', catalogueView(read, rows, reference, this.clock.now()));
  }
}
