import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, MaybeActor, MenuEntry } from '@academie/people';
import {
  Clock,
  type PageView,
  type PreparedPage,
  ShortCache,
  Public,
  seeOther,
  Views,
} from '@academie/platform';

import { AdmissionQueries } from '../admission/admission.queries';
import { CoursePictureQueries } from '../picture/picture.queries';
import { AgendaQueries } from './agenda.queries';
import { agendaDays, monthWeeks, periodShown } from './agenda-view';
import { type ReadFilter, listHref, readFilter } from './catalogue-filter';
import { catalogueView, findProgrammes, givenOf, listFrame } from './catalogue-view';
import { CatalogueQueries, type Reference } from './catalogue.queries';
import { municipalityTiles } from './municipality-tiles';
import { SearchProposals } from './search-proposals';
import { type Asked, termsOf } from './search-terms';

/** More sessions than these in one week or month make a page too heavy. */
const MOST_SESSIONS = 120;

/** The list of what is on offer, in several ways to look at it. */
@ApiExcludeController()
@Controller('aanbod')
export class CataloguePages {
  constructor(
    private readonly catalogue: CatalogueQueries,
    private readonly agenda: AgendaQueries,
    private readonly proposals: SearchProposals,
    private readonly admissions: AdmissionQueries,
    private readonly pictures: CoursePictureQueries,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
    private readonly views: Views,
  ) {}

  @Get()
  @MenuEntry({ href: '/aanbod', text: 'catalogue.menu.home', position: 10 })
  @Public()
  async show(
    @Query() query: Record<string, unknown>,
    @MaybeActor() actor: Actor | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = readFilter(query);
    const { within, municipality } = asked.filter;
    // A distance begins at one's own municipality; the address then says so, for who gets it from somebody.
    const home = within && !municipality && actor && (await this.catalogue.homeOf(actor.id));
    if (home) {
      const given = givenOf(asked.filter, asked.typed, asked.display);
      return seeOther(reply, listHref({ ...given, gemeente: home, binnen: String(within) }));
    }
    // An address that somebody shared: of a visitor nothing is known.
    const read = actor ? asked : { ...asked, filter: { ...asked.filter, forMe: false } };
    // As on the page of a course: who gives it is told to those who are signed in.
    const seesTrainers = actor !== undefined;
    const sight = await this.admissions.sightOf(actor);
    const personId = read.filter.forMe ? actor?.id : undefined;
    const make = async (): Promise<PreparedPage> => {
      const reference = await this.catalogue.reference();
      const terms = termsOf(read.filter.q, reference.places, this.clock.now());
      const view = await this.viewOf(read, { seesTrainers, sight, personId, terms }, reference);
      return this.views.prepare('catalogue/search/catalogue', view);
    };
    // What is one person's own is not kept.
    const key = `catalogue ${JSON.stringify([read, seesTrainers, sight])}`;
    reply.sendPrepared(personId ? await make() : await this.cache.getOrLoad(key, make));
  }

  private viewOf(read: ReadFilter, asked: Asked, reference: Reference): Promise<PageView> {
    switch (read.display) {
      case 'lijst':
      case 'kaarten':
        return this.listView(read, asked, reference);
      case 'week':
      case 'maand':
        return this.agendaView(read, read.display, asked, reference);
      case 'gemeenten':
        return this.tilesView(read, asked, reference);
      default:
        return read.display satisfies never;
    }
  }

  private async listView(read: ReadFilter, asked: Asked, reference: Reference): Promise<PageView> {
    const { filter, display } = read;
    const rows = await this.catalogue.page(filter, asked);
    const nothing = rows.length === 0 && filter.page === 1;
    const proposals = nothing ? await this.proposals.for(filter, asked, reference) : [];
    const signedIn = asked.seesTrainers ?? false;
    const images =
      display === 'kaarten' ? await this.pictures.ofCourses(rows.map(({ id }) => id)) : undefined;
    const page = { ...read, terms: asked.terms, rows, images, proposals, signedIn };
    const view = catalogueView(page, reference, this.clock.now());
    return { ...view, programmes: findProgrammes(filter, reference) };
  }

  private async agendaView(
    read: ReadFilter,
    display: 'week' | 'maand',
    asked: Asked,
    reference: Reference,
  ): Promise<PageView> {
    const now = this.clock.now();
    const { view, given } = listFrame(
      { ...read, signedIn: asked.seesTrainers ?? false },
      reference,
    );
    const { during, view: period } = periodShown(display, read.day, given, now);
    const found = await this.agenda.sessions(read.filter, {
      ...asked,
      during,
      limit: MOST_SESSIONS + 1,
    });
    const sessions = found.slice(0, MOST_SESSIONS);
    return {
      ...view,
      period: { ...period, more: found.length > MOST_SESSIONS, nothing: sessions.length === 0 },
      days: display === 'week' ? agendaDays(sessions, now) : undefined,
      weeks: display === 'maand' ? monthWeeks(sessions, during, now) : undefined,
    };
  }

  private async tilesView(read: ReadFilter, asked: Asked, reference: Reference): Promise<PageView> {
    const { view, given } = listFrame(
      { ...read, signedIn: asked.seesTrainers ?? false },
      reference,
    );
    const filters = reference.municipalities.map(({ code }) => ({
      ...read.filter,
      q: '',
      municipality: code,
    }));
    const counts = await this.agenda.counts(filters, asked);
    return { ...view, tiles: municipalityTiles(reference.municipalities, counts, given) };
  }
}
