import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, MaybeActor, MenuEntry } from '@academie/people';
import { Clock, ShortCache, Public, Views } from '@academie/platform';

import { AdmissionQueries } from '../admission/admission.queries';
import { readFilter } from './catalogue-filter';
import { catalogueView } from './catalogue-view';
import { CatalogueQueries } from './catalogue.queries';
import { SearchProposals } from './search-proposals';
import { termsOf } from './search-terms';

/** The front page: what is on offer. */
@ApiExcludeController()
@Controller()
export class CataloguePages {
  constructor(
    private readonly catalogue: CatalogueQueries,
    private readonly proposals: SearchProposals,
    private readonly admissions: AdmissionQueries,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
    private readonly views: Views,
  ) {}

  @Get()
  @MenuEntry({ href: '/', text: 'catalogue.menu.home', position: 10 })
  @Public()
  async show(
    @Query() query: Record<string, unknown>,
    @MaybeActor() actor: Actor | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const read = readFilter(query);
    // As on the page of a course: who gives it is told to those who are signed in.
    const seesTrainers = actor !== undefined;
    const sight = await this.admissions.sightOf(actor);
    const key = `catalogue ${JSON.stringify([read, seesTrainers, sight])}`;
    const page = await this.cache.getOrLoad(key, async () => {
      const { filter } = read;
      const now = this.clock.now();
      const reference = await this.catalogue.reference();
      const asked = { seesTrainers, sight, terms: termsOf(filter.q, reference.places, now) };
      const rows = await this.catalogue.page(filter, asked);
      const nothing = rows.length === 0 && filter.page === 1;
      const proposals = nothing ? await this.proposals.for(filter, asked, reference) : [];
      const { terms } = asked;
      return this.views.prepare(
        'catalogue/search/catalogue',
        catalogueView({ ...read, terms, rows, proposals, seesTrainers }, reference, now),
      );
    });
    reply.sendPrepared(page);
  }
}
