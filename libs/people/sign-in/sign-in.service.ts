import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Strategy as LocalStrategy } from 'passport-local';

import { Clock, Database, Journal, rows } from '@academie/platform';

import { TooManyAttempts, WrongPassword } from '../people.errors';
import { SessionService } from '../access/session.service';
import { runStrategy } from './run-strategy';

/** OWASP's advice for argon2id: 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const MAX_FAILURES = 10;
const WINDOW_MS = 15 * 60_000;

/** The hash to store for a password. Unit: PHC string. */
export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2ID);

// Checked when there is no such person, so that the time to answer does not tell who has an account.
const DUMMY_HASH = hashPassword('nobody has this password');

@Injectable()
export class SignInService {
  private readonly strategy = new LocalStrategy(
    { usernameField: 'email', passwordField: 'password' },
    (email, password, done) => {
      this.check(email, password).then(
        (personId) => done(null, personId ?? false),
        (error: unknown) => done(error),
      );
    },
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Signs in with an address and a password; returns the session token for the cookie.
   * @throws WrongPassword, TooManyAttempts (ten failures in a quarter of an hour)
   */
  async withPassword(form: { email: string; password: string }): Promise<string> {
    await this.refuseWhenTried(form.email);
    const personId = await runStrategy<string>(this.strategy, form);
    if (!personId) {
      await this.database.rows(
        'INSERT INTO people.sign_in_attempt (address, failed_at) VALUES ($1, $2)',
        [form.email.slice(0, 254), this.clock.now()],
      );
      throw new WrongPassword();
    }
    return this.database.transaction(async (tx) => {
      await rows(tx, 'DELETE FROM people.sign_in_attempt WHERE address = $1', [form.email]);
      await this.journal.record(tx, {
        action: 'person.signed-in',
        subjectId: personId,
        actorId: personId,
      });
      return this.sessions.start(tx, personId);
    });
  }

  private async refuseWhenTried(email: string): Promise<void> {
    const since = new Date(this.clock.now().getTime() - WINDOW_MS);
    const found = await this.database.first<{ failures: string }>(
      'SELECT count(*) AS failures FROM people.sign_in_attempt WHERE address = $1 AND failed_at > $2',
      [email.slice(0, 254), since],
    );
    if (Number(found?.failures) >= MAX_FAILURES) throw new TooManyAttempts();
  }

  private async check(email: string, password: string): Promise<string | undefined> {
    const row = await this.database.first<{ person_id: string; hash: string }>(
      `SELECT w.person_id, w.hash FROM people.email_address e
         JOIN people.person p ON p.id = e.person_id AND p.status = 'active'
         JOIN people.password w ON w.person_id = p.id
        WHERE e.address = $1`,
      [email],
    );
    const right = await verify(row?.hash ?? (await DUMMY_HASH), password);
    return right ? row?.person_id : undefined;
  }
}
