import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import type { MessageAudience } from './direct-message.entity';

/** A message with how many people it is for. */
export interface SentMessage {
  id: string;
  audience: MessageAudience;
  subject: string;
  recipients: number;
}

/** A message of an offering, as those who wrote to its participants look back at it. */
export interface MessageRow extends SentMessage {
  sender: string;
  /** The one person it was for. */
  toName: string | null;
  asksComing: boolean;
  createdAt: Date;
}

/** Somebody whom a message can go to. */
export interface Reader {
  enrolmentId: string;
  name: string;
}

/** Whom a message for an audience goes to, as conditions on an enrolment `e`; $2 is the one person's. */
export const READERS: Record<MessageAudience, string> = {
  all: `e.state IN ('enrolled', 'finished') AND $2::uuid IS NULL`,
  unconfirmed: `(e.state = 'offered' OR e.state = 'enrolled' AND e.coming_at IS NULL) AND $2::uuid IS NULL`,
  one: `e.state IN ('offered', 'enrolled', 'finished') AND e.id = $2`,
};

// Who has no address, or is no longer anybody, gets no mail.
const REACHED = `enrolment.enrolment e
  JOIN people.person_name p ON p.id = e.person_id AND p.status IN ('active', 'invited', 'guest')
  JOIN people.primary_address a ON a.person_id = p.id`;

/** A list of names longer than this is no list to choose from. */
const MOST_NAMES = 200;
const MOST_SENT = 20;

/** Whom messages go to, and which went. Who may ask, the caller has looked at. */
@Injectable()
export class DirectMessageQueries {
  constructor(private readonly database: Database) {}

  /** Ids of the enrolments that a message goes to. */
  async readers(
    offeringId: string,
    audience: MessageAudience,
    enrolmentId: string | null,
    tx?: EntityManager,
  ): Promise<string[]> {
    const found = await this.database.rows<{ id: string }>(
      `SELECT e.id FROM ${REACHED} WHERE e.offering_id = $1 AND ${READERS[audience]} ORDER BY e.id`,
      [offeringId, enrolmentId],
      tx,
    );
    return found.map(({ id }) => id);
  }

  /** How many are reached at once, and who they are; `also` is among the names however many there are. */
  async choices(
    offeringId: string,
    also: string | undefined,
  ): Promise<{ all: number; unconfirmed: number; people: Reader[] }> {
    const [counts, people] = await Promise.all([
      this.database.first<{ all: number; unconfirmed: number }>(
        `SELECT count(*) FILTER (WHERE ${READERS.all})::int AS all,
                count(*) FILTER (WHERE ${READERS.unconfirmed})::int AS unconfirmed
           FROM ${REACHED} WHERE e.offering_id = $1`,
        [offeringId, null],
      ),
      this.database.rows<Reader>(
        `SELECT e.id AS "enrolmentId", p.name FROM ${REACHED}
          WHERE e.offering_id = $1 AND e.state IN ('offered', 'enrolled', 'finished')
          ORDER BY e.id IS NOT DISTINCT FROM $2 DESC, p.sort_name, e.id LIMIT ${MOST_NAMES}`,
        [offeringId, also ?? null],
      ),
    ]);
    return { all: counts?.all ?? 0, unconfirmed: counts?.unconfirmed ?? 0, people };
  }

  /** The last that were sent, the newest first. */
  sent(offeringId: string): Promise<MessageRow[]> {
    return this.database.rows<MessageRow>(
      `SELECT m.id, m.audience, m.subject, coalesce(m.recipients, 0) AS recipients,
              s.name AS sender, p.name AS "toName", m.asks_coming AS "asksComing", m.created_at AS "createdAt"
         FROM enrolment.direct_message m
         JOIN people.person_name s ON s.id = m.sender_id
         LEFT JOIN enrolment.enrolment e ON e.id = m.enrolment_id
         LEFT JOIN people.person_name p ON p.id = e.person_id
        WHERE m.offering_id = $1 ORDER BY m.created_at DESC, m.id DESC LIMIT ${MOST_SENT}`,
      [offeringId],
    );
  }
}
