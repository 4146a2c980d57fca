import { randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, CONFIG, type Config, Database, NotFound } from '@academie/platform';

/** What people can do without, and how they say so. */
@Injectable()
export class MessagePreferences {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The address in a mail where one click ends messages of this topic for this person. */
  async unsubscribeUrl(tx: EntityManager, personId: string, topic: string): Promise<string> {
    const kept = await this.database.first<{ token: string }>(
      `INSERT INTO enrolment.message_preference AS p (person_id, token, changed_at) VALUES ($1, $2, $3)
       ON CONFLICT (person_id) DO UPDATE SET token = p.token RETURNING token`,
      [personId, randomBytes(24).toString('base64url'), this.clock.now()],
      tx,
    );
    return `${this.config.publicUrl}/berichten-stoppen/${kept?.token ?? ''}?soort=${topic}`;
  }

  /** The topics somebody refuses. */
  async refused(personId: string): Promise<string[]> {
    const found = await this.database.first<{ refused: string[] }>(
      'SELECT refused FROM enrolment.message_preference WHERE person_id = $1',
      [personId],
    );
    return found?.refused ?? [];
  }

  /**
   * Sets what somebody refuses of the topics that were asked about; what was said about another topic
   * stays.
   */
  async refuseOnly(
    personId: string,
    asked: readonly string[],
    refused: readonly string[],
  ): Promise<void> {
    await this.database.rows(
      `INSERT INTO enrolment.message_preference AS p (person_id, token, refused, changed_at)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (person_id) DO UPDATE
          SET refused = ARRAY(SELECT unnest(p.refused) EXCEPT SELECT unnest($5::text[]))
                        || excluded.refused,
              changed_at = excluded.changed_at`,
      [personId, randomBytes(24).toString('base64url'), refused, this.clock.now(), asked],
    );
  }

  /** Refuses one topic, by the token of a mail. Doing it twice changes nothing. @throws NotFound */
  async refuse(token: string, topic: string): Promise<void> {
    const done = await this.database.rows(
      `UPDATE enrolment.message_preference
          SET refused = ARRAY(SELECT DISTINCT unnest(refused || $2::text)), changed_at = $3
        WHERE token = $1 RETURNING person_id`,
      [token, topic, this.clock.now()],
    );
    if (done.length === 0) throw new NotFound();
  }

  /** Whether the token is one of ours. */
  async knows(token: string): Promise<boolean> {
    const found = await this.database.first(
      'SELECT 1 FROM enrolment.message_preference WHERE token = $1',
      [token],
    );
    return found !== undefined;
  }
}
