import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, NotFound, Refusal, refusalText, seeOther } from '@academie/platform';

import { AlreadyEnrolled } from './enrolment.errors';
import { EnrolmentQueries } from './enrolment.queries';
import { EnrolmentService, type Standing } from './enrolment.service';
import { aheadView, behindRow, enrolmentView, mineTabs } from './mine-view';
import { Offers } from './offers';
import { SessionsQueries } from './sessions.queries';

const PAGE_SIZE = 20;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Mijn academie: what somebody takes part in, and getting in. */
@ApiExcludeController()
@Controller()
@Allow('participant')
export class MinePages {
  constructor(
    private readonly enrolments: EnrolmentService,
    private readonly queries: EnrolmentQueries,
    private readonly sessions: SessionsQueries,
    private readonly offers: Offers,
    private readonly clock: Clock,
  ) {}

  @Post('uitvoeringen/:id/inschrijven')
  async enrol(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() _body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const standing = await this.enrolments.enrol(actor, id);
      seeOther(reply, `/mijn/inschrijvingen/${standing.id}`, doneText(standing));
    } catch (error) {
      // Pressed twice, or back and again: the place is there, so that is where to go.
      if (error instanceof AlreadyEnrolled)
        return seeOther(
          reply,
          `/mijn/inschrijvingen/${error.enrolmentId}`,
          'U was hiervoor al ingeschreven. Er is niets veranderd.',
          'info',
        );
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      const slug = await this.queries.courseSlug(id);
      if (!slug) throw new NotFound();
      seeOther(reply, `/aanbod/${slug}`, refusalText(error), 'error');
    }
  }

  @Post('mijn/inschrijvingen/:id/aannemen')
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const standing = await this.offers.accept(actor, id);
      seeOther(reply, `/mijn/inschrijvingen/${id}`, doneText(standing));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      seeOther(reply, `/mijn/inschrijvingen/${id}`, refusalText(error), 'error');
    }
  }

  @Get('mijn')
  async ahead(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const rows = await this.queries.ahead(actor.id);
    const sessions = await this.sessions.ofOfferings(rows.map(({ offeringId }) => offeringId));
    const now = this.clock.now();
    const view = rows.map((row) => ({
      seated: row.state === 'enrolled',
      ...aheadView(
        row,
        sessions.filter(({ offeringId }) => offeringId === row.offeringId),
        now,
      ),
    }));
    reply.view('enrolment/views/mine', {
      title: 'Mijn academie',
      tabs: mineTabs('ahead'),
      enrolled: view.filter(({ seated }) => seated),
      waiting: view.filter(({ seated }) => !seated),
    });
  }

  @Get('mijn/geweest')
  async behind(
    @CurrentActor() actor: Actor,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { items, next } = await this.queries.behind(actor.id, {
      after: text(after),
      limit: PAGE_SIZE,
    });
    const now = this.clock.now();
    reply.view('enrolment/views/mine-behind', {
      title: 'Geweest',
      crumbs: [{ href: '/mijn', label: 'Mijn academie' }, { label: 'Geweest' }],
      tabs: mineTabs('behind'),
      columns: [{ label: 'Training' }, { label: 'Wanneer' }, { label: 'Uitkomst' }],
      rows: items.map((row) => behindRow(row, now)),
      nextHref: next && `/mijn/geweest?na=${next}`,
      firstHref: after ? '/mijn/geweest' : undefined,
    });
  }

  @Get('mijn/inschrijvingen/:id')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const row = await this.queries.one(actor, id);
    if (row.personId !== actor.id) throw new NotFound();
    const sessions = await this.sessions.ofOfferings([row.offeringId]);
    reply.view('enrolment/views/enrolment', enrolmentView(row, sessions, this.clock.now()));
  }
}

const doneText = ({ state, waitingPosition }: Standing): string =>
  state === 'waitlisted'
    ? `U staat op de wachtlijst, op plek ${waitingPosition ?? '?'}.`
    : 'Gelukt. U bent ingeschreven.';
