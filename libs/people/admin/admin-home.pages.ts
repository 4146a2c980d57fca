import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry, Navigation } from '../access/navigation';
import { WaitingWork } from '../access/waiting-work';

/** Where administration begins: its pages in groups, with what waits on each. */
@ApiExcludeController()
@Controller('beheer')
export class AdminHomePages {
  constructor(
    private readonly navigation: Navigation,
    private readonly work: WaitingWork,
  ) {}

  @Get()
  @MenuEntry({
    href: '/beheer',
    text: 'people.menu.admin',
    roles: ['administrator', 'theme_lead', 'auditor'],
    position: 90,
    start: ['administrator'],
  })
  @Allow('administrator', 'theme_lead', 'auditor')
  async home(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const waiting = new Map(
      (await this.work.byPage(actor)).map(({ href, count }) => [href, count]),
    );
    reply.view('people/admin/admin-home', {
      title: 'Beheer',
      groups: this.navigation.admin(actor).map(({ group, entries }) => ({
        heading: t(`people.menu.group.${group}`),
        entries: entries.map((entry) => ({ ...entry, count: waiting.get(entry.href) })),
      })),
    });
  }
}
