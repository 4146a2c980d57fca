import { Injectable } from '@nestjs/common';

import { Clock, Database, Journal, rows } from '@academie/platform';

import { SessionService } from '../access/session.service';
import { OneTimeLinks } from '../link/one-time-links';
import { Notices } from '../notice/notices';
import { Passwords } from '../password/passwords';
import { LinkGone } from '../people.errors';

/** A new password for who forgot the old one. */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly links: OneTimeLinks,
    private readonly passwords: Passwords,
    private readonly notices: Notices,
    private readonly sessions: SessionService,
  ) {}

  /** Asks for a link; the answer is the same whether the address is known or not. */
  ask(address: string): Promise<void> {
    return this.links.ask('account.password-link-asked', address);
  }

  /** The address of the account. @throws LinkGone */
  async find(token: string): Promise<string> {
    return (await this.links.find(token, 'password')).address;
  }

  /**
   * Sets the password and ends all sessions and links of the account: the person who got in before is out.
   * @throws LinkGone, PasswordTooCommon, PasswordTooPersonal, TooManyAttempts
   */
  async reset(token: string, password: string): Promise<void> {
    const { personId } = await this.links.find(token, 'password');
    if (!personId) throw new LinkGone();
    const hash = await this.passwords.prepare(password, personId);
    await this.database.transaction(async (tx) => {
      const { address } = await this.links.use(tx, token, 'password');
      const active = await rows(
        tx,
        `SELECT 1 FROM people.person WHERE id = $1 AND status = 'active' AND blocked_at IS NULL FOR UPDATE`,
        [personId],
      );
      if (active.length === 0) throw new LinkGone();
      await this.passwords.set(tx, personId, hash);
      await rows(
        tx,
        `UPDATE people.email_address SET verified_at = $2
          WHERE address = $1 AND person_id = $3 AND verified_at IS NULL`,
        [address, this.clock.now(), personId],
      );
      await this.links.end(tx, personId, 'password');
      await this.sessions.endAll(tx, personId);
      const line = await this.journal.record(tx, {
        action: 'account.password-changed',
        subjectId: personId,
        actorId: personId,
        data: { by: 'link' },
      });
      await this.notices.send(tx, personId, {
        kind: 'password-changed',
        dedupeKey: `password-changed:${line}`,
      });
    });
    this.sessions.forget();
  }
}
