import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, t } from '@academie/platform';

import { digestOf } from './digest';
import { DigestQueries } from './digest.queries';
import { ledThemes } from './digest.service';
import { weekBefore, weekOf } from './digest-week';
import { TargetQueries } from '../value/target.queries';

const THIS_WEEK = 'nu';
/** So many themes lie open; of more a reader opens one. */
const FEW_THEMES = 2;

/** The digest as a page: the one that was sent last, and the one that is being made. */
@ApiExcludeController()
@Controller('doelen/weekbericht')
@Allow('theme_lead', 'administrator', 'auditor')
export class DigestPages {
  constructor(
    private readonly targets: TargetQueries,
    private readonly digests: DigestQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query('week') asked: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const isThisWeek = asked === THIS_WEEK;
    const week = (isThisWeek ? weekOf : weekBefore)(this.clock.now());
    const [themes, weeks] = await Promise.all([this.targets.themes(), this.digests.of(week)]);
    const leads = actor.is('theme_lead');
    // A reader who leads no theme and may read all targets reads about all of them.
    const digest = digestOf(leads ? ledThemes(themes, actor.ledThemes) : themes, weeks, week);
    reply.view('targets/digest/digest', {
      title: t('targets.digest.name'),
      crumbs: [
        { href: '/doelen', label: t('targets.label.targets') },
        { label: t('targets.digest.name') },
      ],
      weeks: [
        { label: t('targets.digest.last-week'), href: '/doelen/weekbericht', current: !isThisWeek },
        {
          label: t('targets.digest.this-week'),
          href: `/doelen/weekbericht?week=${THIS_WEEK}`,
          current: isThisWeek,
        },
      ],
      week: week.text,
      isMailed: leads && !isThisWeek,
      leads,
      digest,
      few: (digest?.sections.length ?? 0) <= FEW_THEMES,
    });
  }
}
