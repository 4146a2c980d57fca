import { Injectable } from '@nestjs/common';

import { Clock, Database, dayOf, Journal } from '@academie/platform';

import { Notices } from '../notice/notices';
import { codesOf, SignInPaceService } from '../sign-in/sign-in-pace.service';
import { CodeWrong } from './factor.errors';
import { RecoveryCodes } from './recovery-codes';
import { Totp } from './totp';

/** What somebody can show besides the password. */
export interface Means {
  hasPassword: boolean;
  hasApp: boolean;
  hasPasskey: boolean;
  codesLeft: number;
}

/** The code that somebody types: of the app, or a recovery code. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly database: Database,
    private readonly totp: Totp,
    private readonly codes: RecoveryCodes,
    private readonly paces: SignInPaceService,
    private readonly journal: Journal,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** What this person has. */
  async means(personId: string): Promise<Means> {
    const row = await this.database.first<Means>(
      `SELECT EXISTS (SELECT FROM people.password WHERE person_id = $1) AS "hasPassword",
              EXISTS (SELECT FROM people.totp WHERE person_id = $1 AND confirmed_at IS NOT NULL) AS "hasApp",
              EXISTS (SELECT FROM people.passkey WHERE person_id = $1) AS "hasPasskey",
              (SELECT count(*)::int FROM people.recovery_code
                WHERE person_id = $1 AND used_at IS NULL) AS "codesLeft"`,
      [personId],
    );
    return row ?? { hasPassword: false, hasApp: false, hasPasskey: false, codesLeft: 0 };
  }

  /**
   * Takes a code, once. Each try is counted before the code is looked at, in rows that all processes share.
   * @throws CodeWrong, TooManyAttempts
   */
  async check(personId: string, typed: string, network: string): Promise<void> {
    const account = codesOf(personId);
    const known = await this.paces.count(account, { network });
    const code = typed.replace(/\s/g, '');
    const right = /^\d{6}$/.test(code)
      ? await this.totp.take(personId, code)
      : await this.useRecoveryCode(personId, code);
    if (!right) throw new CodeWrong();
    await this.database.transaction((tx) => this.paces.succeeded(tx, account, { network }, known));
  }

  /** Somebody knows the password and guesses codes: the owner hears of it, once a day. */
  async tellOfWrongCodes(personId: string): Promise<void> {
    const day = dayOf(this.clock.now());
    await this.database.transaction((tx) =>
      this.notices.send(tx, personId, {
        kind: 'codes-wrong',
        dedupeKey: `codes-wrong:${personId}:${day}`,
        path: '/account/wachtwoord',
      }),
    );
  }

  private useRecoveryCode(personId: string, code: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const left = await this.codes.use(tx, personId, code);
      if (left === undefined) return false;
      const line = await this.journal.record(tx, {
        action: 'factor.recovery-code-used',
        subjectId: personId,
        actorId: personId,
        data: { left },
      });
      await this.notices.send(tx, personId, {
        kind: 'recovery-code-used',
        dedupeKey: `recovery-code-used:${line}`,
        params: { left: String(left) },
      });
      return true;
    });
  }
}
