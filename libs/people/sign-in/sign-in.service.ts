import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, dayOf, Journal, t } from '@academie/platform';

import { Notices } from '../notice/notices';
import { inTurn, passwordMatches } from '../password/password-hash';
import { WrongPassword } from '../people.errors';
import { SessionService } from '../access/session.service';
import { type Caller, SignInPaceService } from './sign-in-pace.service';

/** What a person types to sign in. */
export interface Credentials {
  email: string;
  password: string;
  /** Whether the device stays signed in. */
  stays?: boolean;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
    private readonly paces: SignInPaceService,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /**
   * Signs in with an address and a password; returns the session token for the cookie.
   * @throws WrongPassword, TooManyAttempts
   */
  async withPassword(form: Credentials, caller: Caller = { network: 'unknown' }): Promise<string> {
    const [known, personId] = await inTurn(async () => [
      await this.paces.count(form.email, caller),
      await this.check(form),
    ]);
    if (!personId) throw new WrongPassword();
    return this.database.transaction(async (tx) => {
      await this.paces.succeeded(tx, form.email, caller, known);
      await this.journal.record(tx, {
        action: 'person.signed-in',
        subjectId: personId,
        actorId: personId,
      });
      if (!known) await this.tellOfDevice(tx, personId, caller.deviceName ?? '');
      return this.sessions.start(tx, personId, {
        name: caller.deviceName ?? '',
        stays: form.stays ?? false,
      });
    });
  }

  // Once a day for devices that look alike: a browser that keeps nothing is new each time.
  private tellOfDevice(tx: EntityManager, personId: string, device: string): Promise<void> {
    const day = dayOf(this.clock.now());
    return this.notices.send(tx, personId, {
      kind: 'new-device',
      dedupeKey: `new-device:${personId}:${day}:${device}`,
      params: { device: device || t('people.device-unknown') },
    });
  }

  private async check({ email, password }: Credentials): Promise<string | undefined> {
    const row = await this.database.first<{ person_id: string; hash: string }>(
      `SELECT w.person_id, w.hash FROM people.email_address e
         JOIN people.person p ON p.id = e.person_id AND p.status = 'active' AND p.blocked_at IS NULL
         JOIN people.password w ON w.person_id = p.id
        WHERE e.address = $1`,
      [email],
    );
    return (await passwordMatches(row?.hash, password)) ? row?.person_id : undefined;
  }
}
