import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, MaybeActor } from '@academie/people';
import {
  Clock,
  Installation,
  type PreparedPage,
  Public,
  ShortCache,
  Views,
} from '@academie/platform';

import { AdmissionQueries, type Sight } from '../admission/admission.queries';
import { AgendaQueries } from '../search/agenda.queries';
import { everything, isListAddress, LIST } from '../search/catalogue-filter';
import { CatalogueQueries } from '../search/catalogue.queries';
import { ForYou } from './for-you';
import { FOR_YOU_PLACE, frontFilters, frontView } from './front-view';

/** So many sessions are told on the front page. */
const SOON = 10;

/** The front page. */
@ApiExcludeController()
@Controller()
export class FrontPages {
  constructor(
    private readonly catalogue: CatalogueQueries,
    private readonly agenda: AgendaQueries,
    private readonly admissions: AdmissionQueries,
    private readonly forYou: ForYou,
    private readonly installation: Installation,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
    private readonly views: Views,
  ) {}

  /** Addresses of the list were shared before it had an address of its own. */
  @Get()
  @Public()
  async show(
    @Query() query: Record<string, unknown>,
    @MaybeActor() actor: Actor | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (isListAddress(query)) {
      const { url } = reply.request;
      return void reply.redirect(LIST + url.slice(url.indexOf('?')), 301);
    }
    const sight = await this.admissions.sightOf(actor);
    const [page, rows] = await Promise.all([
      this.shared(actor, sight),
      actor ? this.forYou.of(actor) : [],
    ]);
    const own = rows.length > 0 ? this.views.part('catalogue/front/for-you', { rows }) : '';
    reply.sendPrepared({ ...page, content: page.content.replace(FOR_YOU_PLACE, () => own) });
  }

  /** The page without what is one reader's own; the same for all of one municipality who may know the same. */
  private async shared(actor: Actor | undefined, sight: Sight): Promise<PreparedPage> {
    const signedIn = actor !== undefined;
    const reference = await this.catalogue.reference();
    const own = actor && reference.municipalities.find(({ id }) => id === actor.organisationId);
    const key = `front ${JSON.stringify([signedIn, own?.code, sight])}`;
    return this.cache.getOrLoad(key, async () => {
      const filters = frontFilters(reference, own);
      const [counts, sessions] = await Promise.all([
        this.agenda.counts(
          filters.map(({ filter }) => filter),
          { sight },
        ),
        this.agenda.sessions(everything(''), { sight, firstOnly: true, limit: SOON }),
      ]);
      const { contactAddress } = this.installation.current;
      return this.views.prepare(
        'catalogue/front/front',
        frontView({ signedIn, filters, counts, sessions, contactAddress }, this.clock.now()),
      );
    });
  }
}
