import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import { Clock, NotFound, tellOutcome } from '@academie/platform';

import { AnswersQueries } from '../place/answers.queries';
import { EnrolmentLinks } from './enrolment-links';
import { EnrolmentQueries, type InterestRow } from '../place/enrolment.queries';
import { isLive } from '../place/enrolment-state';
import {
  aheadView,
  behindRow,
  byMonth,
  doneText,
  enrolmentView,
  mineTabs,
} from './my-enrolments-view';
import { OfferService } from '../place/offer.service';
import { Overlaps } from '../place/overlaps';
import { WorkshopChoiceService } from '../workshop/workshop-choice.service';
import { OfferingSessionsQueries } from '../place/offering-sessions.queries';

const PAGE_SIZE = 20;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Mijn academie: what somebody takes part in. */
@ApiExcludeController()
@Controller()
@Allow('participant')
export class MyEnrolmentsPages {
  constructor(
    private readonly queries: EnrolmentQueries,
    private readonly sessions: OfferingSessionsQueries,
    private readonly offers: OfferService,
    private readonly overlaps: Overlaps,
    private readonly answers: AnswersQueries,
    private readonly workshops: WorkshopChoiceService,
    private readonly links: EnrolmentLinks,
    private readonly clock: Clock,
  ) {}

  @Post('mijn/inschrijvingen/:id/aannemen')
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, `/mijn/inschrijvingen/${id}`, async () =>
      doneText(await this.offers.accept(actor, id)),
    );
  }

  @Get('mijn')
  @MenuEntry({
    href: '/mijn',
    text: 'enrolment.menu.mine',
    roles: ['participant'],
    position: 5,
    start: ['participant'],
  })
  async ahead(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const [rows, interests] = await Promise.all([
      this.queries.ahead(actor.id),
      this.queries.interests(actor.id),
    ]);
    const sessions = await this.sessions.ofOfferings(rows.map(({ offeringId }) => offeringId));
    const now = this.clock.now();
    const seated = rows.filter(({ state }) => state === 'enrolled');
    const [links, workshops] = await Promise.all([
      this.links.of(actor, seated),
      this.workshops.chosen(seated.flatMap((row) => (row.workshops ? [row.id] : []))),
    ]);
    const view = rows.map((row) => ({
      workshops: workshops.get(row.id)?.join(' · '),
      ...aheadView(
        row,
        sessions.filter(({ offeringId }) => offeringId === row.offeringId),
        links.get(row.id) ?? [],
        now,
      ),
    }));
    const isUnderWay = (row: (typeof view)[0]): boolean =>
      !row.today && row.links.some((link) => link.isUnderWay);
    reply.view('enrolment/mine/my-enrolments', {
      title: 'Mijn academie',
      browsing: true,
      tabs: mineTabs('ahead'),
      nothing: view.length + interests.length === 0,
      interests: interests.map(interestView),
      interestColumns: [
        { label: 'Training' },
        { label: 'Gevraagd op' },
        { label: 'Intrekken', hidden: true },
      ],
      today: view.filter(({ today }) => today),
      underWay: view.filter(isUnderWay),
      months: byMonth(view.filter((row) => row.seated && !row.today && !isUnderWay(row))),
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
    reply.view('enrolment/mine/past', {
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
    const live = isLive(row.state);
    const [sessions, overlaps, answers, links, workshops] = await Promise.all([
      this.sessions.ofOfferings([row.offeringId]),
      live ? this.overlaps.of(actor, actor.id, [row.offeringId]) : [],
      this.answers.ofEnrolment(actor, row),
      this.links.of(actor, row.state === 'enrolled' ? [row] : []),
      this.workshops.toChoose(row.offeringId, id),
    ]);
    const view = enrolmentView(row, sessions, this.clock.now(), { overlaps, answers, workshops });
    reply.view('enrolment/mine/enrolment', { ...view, links: links.get(id) });
  }
}

const interestView = ({ courseTitle, courseSlug, expressedAt }: InterestRow): object => ({
  course: courseTitle,
  href: `/aanbod/${courseSlug}`,
  since: expressedAt,
  withdrawAction: `/aanbod/${courseSlug}/interesse/intrekken`,
});
