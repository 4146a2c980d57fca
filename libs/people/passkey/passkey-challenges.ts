import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { Clock, Database, Job } from '@academie/platform';

/** As long as somebody may look for the phone. */
const SECONDS = 300;

const hashOf = (challenge: string): Buffer => createHash('sha256').update(challenge).digest();

/** The questions that passkeys are asked. Each is answered once, at any web process. */
@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A new one, for this person or for who has not said who it is. */
  async ask(personId: string | undefined): Promise<Uint8Array<ArrayBuffer>> {
    const challenge = new Uint8Array(randomBytes(32));
    await this.database.rows(
      `INSERT INTO people.passkey_challenge (challenge_hash, person_id, expires_at)
       VALUES ($1, $2, $3)`,
      [
        hashOf(Buffer.from(challenge).toString('base64url')),
        personId ?? null,
        new Date(this.clock.now().getTime() + SECONDS * 1000),
      ],
    );
    return challenge;
  }

  /** Takes the challenge of an answer out; says whether it was asked of this person, or of nobody in particular. */
  async take(challenge: string, personId: string | undefined): Promise<boolean> {
    const taken = await this.database.rows(
      `DELETE FROM people.passkey_challenge
        WHERE challenge_hash = $1 AND expires_at > $2 AND person_id IS NOT DISTINCT FROM $3
       RETURNING 1 AS taken`,
      [hashOf(challenge), this.clock.now(), personId ?? null],
    );
    return taken.length > 0;
  }

  /** Removes what was never answered. */
  @Job('52 * * * *', 'people.remove-passkey-challenges')
  async removeExpired(): Promise<void> {
    await this.database.rows('DELETE FROM people.passkey_challenge WHERE expires_at < $1', [
      this.clock.now(),
    ]);
  }
}
