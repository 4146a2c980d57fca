import { Injectable } from '@nestjs/common';

import { Database, Journal } from '@academie/platform';

import type { Actor } from '../access/actor';
import { type Device, SessionService } from '../access/session.service';
import { OneTimeLinks } from '../link/one-time-links';
import { Notices } from '../notice/notices';
import { Passwords } from '../password/passwords';
import { CurrentPassword } from './current-password';

/** Changing the own password. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly current: CurrentPassword,
    private readonly passwords: Passwords,
    private readonly links: OneTimeLinks,
    private readonly notices: Notices,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Changes it and ends all sessions, this one too; returns the token of a new one.
   * @throws CurrentPasswordWrong, TooManyAttempts, PasswordTooCommon, PasswordTooPersonal
   */
  async change(
    actor: Actor,
    form: { currentPassword: string; password: string },
    { network, device }: { network: string; device: Device },
  ): Promise<string> {
    await this.current.require(actor, form.currentPassword, network);
    const hash = await this.passwords.prepare(form.password, actor.id);
    const token = await this.database.transaction(async (tx) => {
      await this.passwords.set(tx, actor.id, hash);
      await this.links.end(tx, actor.id, 'password');
      await this.sessions.endAll(tx, actor.id);
      const line = await this.journal.record(tx, {
        action: 'account.password-changed',
        subjectId: actor.id,
        actorId: actor.id,
        data: { by: 'person' },
      });
      await this.notices.send(tx, actor.id, {
        kind: 'password-changed',
        dedupeKey: `password-changed:${line}`,
      });
      return this.sessions.start(tx, actor.id, device);
    });
    this.sessions.forget();
    return token;
  }
}
