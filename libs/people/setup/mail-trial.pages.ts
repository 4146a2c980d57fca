import { Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  Clock,
  Database,
  HealthQueries,
  Installation,
  LimitByAddress,
  MailTrial,
  NotFound,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { SetupService } from './setup.service';
import { crumbsTo } from './setup-view';

/** Each try opens a connection to the mail server. */
const PER_MINUTE = 10;
/** Mail that is on its way waits no longer. */
const LATE_SECONDS = 120;

/** Trying out whether mail arrives. */
@ApiExcludeController()
@Controller('beheer/inrichten/mail')
@Allow('administrator')
export class MailTrialPages {
  constructor(
    private readonly trial: MailTrial,
    private readonly installation: Installation,
    private readonly service: SetupService,
    private readonly database: Database,
    private readonly health: HealthQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.page(reply, await this.addressOf(actor));
  }

  @Post()
  @LimitByAddress(PER_MINUTE)
  async send(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const to = await this.addressOf(actor);
    const { name } = this.installation.current;
    const result = await this.trial.send({
      to,
      subject: t('people.setup.mail.subject', { name }),
      text: t('people.setup.mail.text', { name }),
    });
    if (result.outcome === 'taken') await this.service.mailWasTaken(actor);
    await this.page(reply, to, result);
  }

  private async page(
    reply: FastifyReply,
    address: string,
    result?: { outcome: string; answer: string },
  ): Promise<void> {
    const title = t('people.setup.mail.title');
    const { waiting, oldestSeconds } = (await this.health.backlog(this.clock.now())).mail;
    reply.view('people/setup/setup-mail', {
      title,
      crumbs: crumbsTo(title),
      address,
      // A worker takes them; a trial goes without one, and says nothing of it.
      late: oldestSeconds > LATE_SECONDS && t('people.setup.mail.late', { count: waiting }),
      result: result && {
        isTaken: result.outcome === 'taken',
        text: t(`people.setup.mail.${result.outcome}`, { address }),
        answer: result.answer.slice(0, 500),
      },
    });
  }

  private async addressOf(actor: Actor): Promise<string> {
    const row = await this.database.first<{ address: string }>(
      'SELECT address FROM people.primary_address WHERE person_id = $1',
      [actor.id],
    );
    if (!row) throw new NotFound();
    return row.address;
  }
}
