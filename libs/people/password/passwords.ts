import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Installation, rows } from '@academie/platform';

import { hashPassword, inTurn, passwordMatches } from './password-hash';
import { mustBeHardToGuess } from './password-rules';

/** Somebody who has no record yet. */
export interface NewPersonTexts {
  givenName: string;
  familyName: string;
  email: string;
}

/** Setting passwords, and looking whether one is right. */
@Injectable()
export class Passwords {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly installation: Installation,
  ) {}

  /**
   * The hash of a new password for this person, outside any transaction: it takes a while.
   * @throws PasswordTooCommon, PasswordTooPersonal, TooManyAttempts
   */
  async prepare(password: string, who: string | NewPersonTexts): Promise<string> {
    const about =
      typeof who === 'string' ? await this.textsOf(who) : (Object.values(who) as string[]);
    mustBeHardToGuess(password, [...about, this.installation.current.name]);
    return inTurn(() => hashPassword(password));
  }

  /** Stores the hash that `prepare` made. */
  async set(tx: EntityManager, personId: string, hash: string): Promise<void> {
    await rows(
      tx,
      `INSERT INTO people.password (person_id, hash, changed_at) VALUES ($1, $2, $3)
       ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at`,
      [personId, hash, this.clock.now()],
    );
  }

  /** Whether this is the password of the person. */
  async isRight(personId: string, password: string): Promise<boolean> {
    const row = await this.database.first<{ hash: string }>(
      'SELECT hash FROM people.password WHERE person_id = $1',
      [personId],
    );
    return inTurn(() => passwordMatches(row?.hash, password));
  }

  private async textsOf(personId: string): Promise<string[]> {
    const found = await this.database.rows<{ text: string }>(
      `SELECT given_name || ' ' || family_name AS text FROM people.person WHERE id = $1
       UNION ALL SELECT address::text FROM people.email_address WHERE person_id = $1
       UNION ALL SELECT o.short_name FROM people.membership m
         JOIN people.organisation o ON o.id = m.organisation_id WHERE m.person_id = $1`,
      [personId],
    );
    return found.map(({ text }) => text);
  }
}
