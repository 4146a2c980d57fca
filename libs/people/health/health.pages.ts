import { Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  Database,
  HealthLines,
  HealthQueries,
  JobRunsQueries,
  Journal,
  JournalRetry,
  MailRetry,
  newId,
  Readiness,
  seeOther,
  t,
} from '@academie/platform';

import { Allow, CurrentActor } from '../access/access.guard';
import type { Actor } from '../access/actor';
import { MenuEntry } from '../access/navigation';
import { healthView } from './health-view';

const HOME = '/beheer/gezondheid';

/** How the academie runs, in plain words: what is late, what failed, and doing it again. */
@ApiExcludeController()
@Controller('beheer/gezondheid')
export class HealthPages {
  constructor(
    private readonly health: HealthQueries,
    private readonly runs: JobRunsQueries,
    private readonly readiness: Readiness,
    private readonly lines: HealthLines,
    private readonly mail: MailRetry,
    private readonly pending: JournalRetry,
    private readonly journal: Journal,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'academie',
    href: HOME,
    text: 'people.menu.health',
    roles: ['administrator'],
    position: 84,
  })
  @Allow('administrator')
  async show(@Res() reply: FastifyReply): Promise<void> {
    const now = this.clock.now();
    const [reasons, impairments, freeBytes, others, backlog, failing, runs] = await Promise.all([
      this.readiness.reasonsAgainst(),
      this.readiness.impairments(),
      this.readiness.freeBytes(),
      this.lines.lines(),
      this.health.backlog(now),
      this.health.failing(),
      this.runs.last(),
    ]);
    const label = t('people.menu.health.label');
    reply.view('people/health/health', {
      title: label,
      crumbs: [{ href: '/beheer', label: t('people.menu.admin.label') }, { label }],
      ...healthView({ now, reasons, impairments, freeBytes, others, backlog, failing, runs }),
    });
  }

  /** Sends again what failed in the last week. */
  @Post('mail')
  @Allow('administrator')
  async sendAgain(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const count = await this.database.transaction(async (tx) => {
      const sent = await this.mail.again(tx);
      if (sent > 0) await this.write(actor, tx, { mails: sent });
      return sent;
    });
    seeOther(reply, HOME, t('people.health.mail-again', { count }));
  }

  /** Tries at once what failed and waits for its next time. */
  @Post('gebeurtenissen')
  @Allow('administrator')
  async tryAgain(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const count = await this.database.transaction(async (tx) => {
      const tried = await this.pending.now(tx);
      if (tried > 0) await this.write(actor, tx, { events: tried });
      return tried;
    });
    seeOther(reply, HOME, t('people.health.events-again', { count }));
  }

  private async write(
    actor: Actor,
    tx: EntityManager,
    data: { mails: number } | { events: number },
  ): Promise<void> {
    await this.journal.record(tx, {
      action: 'work.tried-again',
      subjectId: newId(),
      actorId: actor.id,
      data,
    });
  }
}
