import { Controller, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';

import { CONFIG, type Config, Database, Journal, seeOther, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { sessionCookie } from '../access/authentication.hook';
import { SessionService } from '../access/session.service';
import { ACCOUNT } from './account-view';

/** Signing out on other devices. */
@ApiExcludeController()
@Controller('account/sessies')
@Allow('participant')
export class SessionPages {
  constructor(
    private readonly sessions: SessionService,
    private readonly database: Database,
    private readonly journal: Journal,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('andere/beeindigen')
  async endOthers(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = request.cookies[sessionCookie(this.config)];
    await this.change(actor, async (tx) => {
      await this.sessions.endAll(tx, actor.id, token);
      return true;
    });
    seeOther(reply, ACCOUNT, t('people.account.others-ended'));
  }

  @Post(':id/beeindigen')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.change(actor, (tx) => this.sessions.endOne(tx, actor.id, id));
    seeOther(reply, ACCOUNT, t('people.account.session-ended'));
  }

  private async change(actor: Actor, end: (tx: EntityManager) => Promise<boolean>): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await end(tx))) return;
      await this.journal.record(tx, {
        action: 'account.sessions-ended',
        subjectId: actor.id,
        actorId: actor.id,
      });
    });
    this.sessions.forget();
  }
}
