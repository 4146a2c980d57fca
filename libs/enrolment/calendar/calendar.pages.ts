import { Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { CatalogueQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { CONFIG, type Config, seeOther, t } from '@academie/platform';

import { CalendarFeedService } from './calendar-feed.service';
import { mineTabs } from '../mine/my-enrolments-view';

const VIEW = 'enrolment/calendar/calendar';

/** The address with which somebody's own calendar program follows the academie. */
@ApiExcludeController()
@Controller('mijn/agenda')
@Allow('participant')
export class CalendarPages {
  constructor(
    private readonly feeds: CalendarFeedService,
    private readonly catalogue: CatalogueQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    reply.view(VIEW, {
      ...FRAME,
      since: await this.feeds.since(actor.id),
      themes: await this.themes(),
    });
  }

  // Shown in the answer itself: only a hash is kept, so it cannot be shown again.
  @Post()
  @HttpCode(200)
  async renew(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const address = await this.feeds.renew(actor.id);
    reply.view(VIEW, {
      ...FRAME,
      since: await this.feeds.since(actor.id),
      address,
      webcal: address.replace(/^https?:/, 'webcal:'),
      themes: await this.themes(),
    });
  }

  @Post('intrekken')
  async revoke(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.feeds.revoke(actor.id);
    seeOther(reply, '/mijn/agenda', t('enrolment.calendar.revoked'));
  }

  private async themes(): Promise<object[]> {
    const { themes } = await this.catalogue.reference();
    return themes
      .filter(({ parentId }) => parentId === null)
      .map(({ slug, name }) => ({
        name,
        address: `${this.config.publicUrl}/api/v1/themes/${slug}/calendar.ics`,
      }));
  }
}

const FRAME = {
  title: 'Agenda',
  crumbs: [{ href: '/mijn', label: 'Mijn academie' }, { label: 'Agenda' }],
  tabs: mineTabs('calendar'),
};
