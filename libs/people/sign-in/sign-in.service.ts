import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, dayOf, Journal, rows, t } from '@academie/platform';

import { Notices } from '../notice/notices';
import { inTurn, passwordMatches } from '../password/password-hash';
import { WrongPassword } from '../people.errors';
import { SessionService } from '../access/session.service';
import { type Caller, SignInPaceService } from './sign-in-pace.service';
import { type OpenStep, SignInSteps } from './sign-in-steps';

/** What a person types to sign in. */
export interface Credentials {
  email: string;
  password: string;
  /** Whether the device stays signed in. */
  stays?: boolean;
}

/** A session, or for who has a second factor the token of the step that asks for it. */
export type Entered = { sessionToken: string } | { stepToken: string };

@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
    private readonly steps: SignInSteps,
    private readonly paces: SignInPaceService,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /**
   * Signs in with an address and a password; returns the session token for the cookie.
   * @throws WrongPassword, TooManyAttempts
   */
  async withPassword(form: Credentials, caller: Caller = { network: 'unknown' }): Promise<Entered> {
    const [isKnownDevice, personId] = await inTurn(async () => [
      await this.paces.count(form.email, caller),
      await this.check(form),
    ]);
    if (!personId) throw new WrongPassword();
    return this.database.transaction(async (tx) => {
      await this.paces.succeeded(tx, form.email, caller, isKnownDevice);
      const step = { personId, isKnownDevice, stays: form.stays ?? false };
      return this.enter(tx, step, caller);
    });
  }

  /**
   * Lets somebody in who showed one thing: with a second factor to the step that asks for it, else right in.
   * Every way to sign in that is not a factor itself ends here.
   */
  async enter(tx: EntityManager, who: OpenStep, caller: Caller): Promise<Entered> {
    if (await this.hasFactor(tx, who.personId))
      return { stepToken: await this.steps.begin(tx, who) };
    return { sessionToken: await this.complete(tx, who, caller) };
  }

  /** Begins the session of somebody who showed all that is asked; returns its token. */
  async complete(tx: EntityManager, who: OpenStep, caller: Caller): Promise<string> {
    const deviceName = caller.deviceName ?? '';
    if (caller.device) await this.paces.know(tx, who.personId, caller.device);
    await this.journal.record(tx, {
      action: 'person.signed-in',
      subjectId: who.personId,
      actorId: who.personId,
    });
    if (!who.isKnownDevice) await this.tellOfDevice(tx, who.personId, deviceName);
    return this.sessions.start(tx, who.personId, { name: deviceName, stays: who.stays });
  }

  private async hasFactor(tx: EntityManager, personId: string): Promise<boolean> {
    const found = await rows(
      tx,
      `SELECT 1 FROM people.passkey WHERE person_id = $1 UNION ALL
       SELECT 1 FROM people.totp WHERE person_id = $1 AND confirmed_at IS NOT NULL LIMIT 1`,
      [personId],
    );
    return found.length > 0;
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
