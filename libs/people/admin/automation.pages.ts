import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { JobRunsQueries, Overview } from '@academie/platform';

import { Allow } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { automationView } from './automation-view';

/** What the academie does by itself: by the clock, after an event, and when it starts. */
@ApiExcludeController()
@Controller('beheer/vanzelf')
export class AutomationPages {
  constructor(
    private readonly overview: Overview,
    private readonly runs: JobRunsQueries,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'academie',
    href: '/beheer/vanzelf',
    text: 'people.menu.automation',
    roles: ['administrator', 'auditor'],
    position: 85,
  })
  @Allow('administrator', 'auditor')
  async show(@Res() reply: FastifyReply): Promise<void> {
    reply.view('people/admin/automation', automationView(this.overview, await this.runs.last()));
  }
}
