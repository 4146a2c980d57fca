import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import { seeOther, t } from '@academie/platform';

import {
  followedView,
  FOLLOWING_HOME,
  offeringColumns,
  offeringRow,
  pageNumber,
  pagesOf,
  unitsHref,
} from './following-view';
import { FollowingQueries } from './following.queries';
import { ReminderService } from './reminder.service';

/** Who is where in the lessons of an offering, for who gives it or manages its course. */
@ApiExcludeController()
@Controller('beheer/voortgang')
@Allow('trainer', 'theme_lead', 'administrator')
export class FollowingPages {
  constructor(
    private readonly queries: FollowingQueries,
    private readonly reminders: ReminderService,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'results',
    href: FOLLOWING_HOME,
    text: 'elearning.menu.following',
    roles: ['trainer', 'theme_lead', 'administrator'],
    position: 46,
  })
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const offerings = await this.queries.offerings(actor);
    reply.view('elearning/following/offerings', {
      title: t('elearning.following.title'),
      crumbs: [{ label: t('elearning.following.title') }],
      columns: offeringColumns(),
      rows: offerings.map(offeringRow),
    });
  }

  @Get(':offering')
  async show(
    @CurrentActor() actor: Actor,
    @Param('offering', ParseUUIDPipe) offeringId: string,
    @Query('pagina') given: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { courseTitle } = await this.queries.offering(actor, offeringId);
    const page = pageNumber(given);
    const scope = { offeringId };
    const [counts, people] = await Promise.all([
      this.queries.counts(scope),
      this.queries.people(scope, page),
    ]);
    const base = `${FOLLOWING_HOME}/${offeringId}`;
    reply.view('elearning/following/following', {
      title: courseTitle,
      eyebrow: t('elearning.following.title'),
      crumbs: [
        { href: FOLLOWING_HOME, label: t('elearning.following.title') },
        { label: courseTitle },
      ],
      action: `${base}/herinneren`,
      ...followedView(counts, people, 'organisation', unitsHref),
      ...pagesOf(page, people.length, (other) => `${base}?pagina=${other}`),
    });
  }

  @Post(':offering/herinneren')
  async remind(
    @CurrentActor() actor: Actor,
    @Param('offering', ParseUUIDPipe) offeringId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.offering(actor, offeringId);
    const count = await this.reminders.remind(actor, { offeringId });
    seeOther(
      reply,
      `${FOLLOWING_HOME}/${offeringId}`,
      t('elearning.following.reminded', { count }),
      count === 0 ? 'info' : 'success',
    );
  }
}
