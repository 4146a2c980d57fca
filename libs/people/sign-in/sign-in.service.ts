import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

import { Database, Journal } from '@academie/platform';

import { TooManyAttempts, WrongPassword } from '../people.errors';
import { SessionService } from '../access/session.service';
import { type Caller, SignInPaceService } from './sign-in-pace.service';

/** OWASP's advice for argon2id: 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Passwords looked at together in this process: each takes a core, and others want to be served meanwhile. */
const AT_ONCE = 2;
/** Some ten seconds of work; further ones are asked to come back. */
const MOST_WAITING = 200;
const BUSY_SECONDS = 5;

/** The hash to store for a password. Unit: PHC string. */
export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2ID);

// Checked when there is no such person, so that the time to answer does not tell who has an account.
const DUMMY_HASH = hashPassword('nobody has this password');

/** What a person types to sign in. */
export interface Credentials {
  email: string;
  password: string;
}

@Injectable()
export class SignInService {
  private readonly turns = pLimit(AT_ONCE);

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
    private readonly paces: SignInPaceService,
  ) {}

  /**
   * Signs in with an address and a password; returns the session token for the cookie.
   * @throws WrongPassword, TooManyAttempts
   */
  async withPassword(form: Credentials, caller: Caller = { network: 'unknown' }): Promise<string> {
    if (this.turns.pendingCount >= MOST_WAITING) throw new TooManyAttempts(BUSY_SECONDS);
    const [known, personId] = await this.turns(async () => [
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
      return this.sessions.start(tx, personId);
    });
  }

  private async check({ email, password }: Credentials): Promise<string | undefined> {
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
