import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  CONFIG,
  type Config,
  Database,
  emptyForm,
  type Form,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { sessionCookie } from '../access/authentication.hook';
import { MenuEntry } from '../access/navigation';
import { SessionService } from '../access/session.service';
import { Notices } from '../notice/notices';
import { RenameService } from '../rename/rename.service';
import { OwnNameForm } from './account.dto';
import { AccountQueries } from './account.queries';
import { ACCOUNT, crumbsTo, factorsText, sessionView } from './account-view';

/** The own account. */
@ApiExcludeController()
@Controller('account')
@Allow('participant')
export class AccountPages {
  constructor(
    private readonly queries: AccountQueries,
    private readonly sessions: SessionService,
    private readonly names: RenameService,
    private readonly notices: Notices,
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @MenuEntry({
    section: 'account',
    href: ACCOUNT,
    text: 'people.menu.account',
    roles: ['participant'],
    position: 10,
  })
  async show(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = request.cookies[sessionCookie(this.config)];
    const [account, sessions] = await Promise.all([
      this.queries.account(actor.id),
      this.sessions.list(actor.id, token),
    ]);
    if (!account) throw new NotFound();
    reply.view('people/account/account', {
      title: t('people.menu.account.label'),
      account: { ...account, factors: factorsText(account) },
      roles: actor.roles.map((role) => t(`people.role.${role}`)),
      sessions: sessions.map(sessionView),
      hasOthers: sessions.some(({ isThis }) => !isThis),
    });
  }

  @Get('naam')
  async name(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const account = await this.queries.account(actor.id);
    if (!account) throw new NotFound();
    this.namePage(reply, emptyForm({ ...account }));
  }

  @Post('naam')
  async rename(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(OwnNameForm, body);
    const done = await form.submit(async ({ givenName, familyName }) => {
      const reason = t('people.account.own-name');
      const line = await this.names.rename(actor, actor.id, { givenName, familyName, reason });
      if (line) await this.tell(actor.id, line);
      return true;
    });
    if (done) return seeOther(reply, ACCOUNT, t('people.account.saved'));
    void reply.status(422);
    this.namePage(reply, form);
  }

  private tell(personId: string, line: string): Promise<void> {
    return this.database.transaction((tx) =>
      this.notices.send(tx, personId, {
        kind: 'name-changed',
        dedupeKey: `name-changed:${line}`,
      }),
    );
  }

  private namePage(reply: FastifyReply, form: Form<object>): void {
    const title = t('people.account.name');
    reply.view('people/account/account-name', { title, crumbs: crumbsTo(title), form: form.view });
  }
}
