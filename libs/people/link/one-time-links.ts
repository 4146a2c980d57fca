import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, type EventName, Forgets, Journal, newId, rows } from '@academie/platform';

import { LinkGone } from '../people.errors';
import type { LinkPurpose } from './one-time-link.entity';

/** Mails of one kind to one address in an hour: who did not get the first may ask again, nobody is flooded. */
const MOST_PER_HOUR = 3;
const HOUR_MS = 3_600_000;

/** Minutes that a link works. A password is the most dangerous one (OWASP: an hour or less). */
export const LINK_MINUTES: Record<LinkPurpose, number> = {
  password: 60,
  address: 24 * 60,
  registration: 24 * 60,
  provider: 60,
};

/** Whose link it is. */
export interface KnownLink {
  address: string;
  personId: string | null;
}

/** What somebody asked a link for. */
export interface AskedLink {
  address: string;
  personId: string | null;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Links that are mailed: 256 random bits, of which only a hash is kept, good for one time. */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  /**
   * Writes down that a link was asked for, with the event whose listener answers it. For every address alike,
   * so neither the answer nor its time tells who has an account.
   */
  async ask(action: EventName, address: string, personId?: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const id = newId();
      await rows(
        tx,
        `INSERT INTO people.link_request (id, address, person_id, asked_at) VALUES ($1, $2, $3, $4)`,
        [id, address, personId ?? null, this.clock.now()],
      );
      await this.journal.record(tx, { action, subjectId: id, actorId: personId });
    });
  }

  /** Takes what was asked for, once; undefined when it has been answered. */
  async take(tx: EntityManager, requestId: string): Promise<AskedLink | undefined> {
    const [asked] = await rows<AskedLink>(
      tx,
      `DELETE FROM people.link_request WHERE id = $1
       RETURNING address::text AS address, person_id AS "personId"`,
      [requestId],
    );
    return asked;
  }

  /** Makes a link; undefined when this address got enough of this kind in the last hour. */
  async make(
    tx: EntityManager,
    purpose: LinkPurpose,
    { address, personId }: KnownLink,
  ): Promise<string | undefined> {
    const now = this.clock.now();
    const token = randomBytes(32).toString('base64url');
    const made = await rows(
      tx,
      `INSERT INTO people.one_time_link (token_hash, purpose, address, person_id, created_at, expires_at)
       SELECT $1, $2, $3, $4, $5, $6
        WHERE (SELECT count(*) FROM people.one_time_link l
                WHERE l.address = $3 AND l.purpose = $2 AND l.created_at > $7) < ${MOST_PER_HOUR}
       RETURNING token_hash`,
      [
        hashOf(token),
        purpose,
        address,
        personId,
        now,
        new Date(now.getTime() + LINK_MINUTES[purpose] * 60_000),
        new Date(now.getTime() - HOUR_MS),
      ],
    );
    return made.length > 0 ? token : undefined;
  }

  /** Whose link this is; using it up is `use`. @throws LinkGone when it is unknown, used or too old */
  async find(token: string, purpose: LinkPurpose): Promise<KnownLink> {
    const found = await this.database.first<KnownLink>(
      `SELECT address::text AS address, person_id AS "personId" FROM people.one_time_link
        WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3`,
      [hashOf(token), purpose, this.clock.now()],
    );
    if (!found) throw new LinkGone();
    return found;
  }

  /** Uses the link up, in the transaction that does what it is for. @throws LinkGone */
  async use(tx: EntityManager, token: string, purpose: LinkPurpose): Promise<KnownLink> {
    const [used] = await rows<KnownLink>(
      tx,
      `UPDATE people.one_time_link SET used_at = $3
        WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
       RETURNING address::text AS address, person_id AS "personId"`,
      [hashOf(token), purpose, this.clock.now()],
    );
    if (!used) throw new LinkGone();
    return used;
  }

  /** Ends links of a person: those for a password when it has changed. */
  async end(tx: EntityManager, personId: string, purpose: LinkPurpose): Promise<void> {
    await rows(
      tx,
      'UPDATE people.one_time_link SET used_at = $3 WHERE person_id = $1 AND purpose = $2 AND used_at IS NULL',
      [personId, purpose, this.clock.now()],
    );
  }

  /** Forgets links that no longer work. */
  @Forgets({
    kind: 'people.links',
    days: 1,
    least: 1,
    most: 30,
    old: (before) =>
      `SELECT encode(token_hash, 'hex') AS key, expires_at AS at FROM people.one_time_link
        WHERE expires_at < ${before}`,
  })
  async forgetOld(tx: EntityManager, keys: string[]): Promise<void> {
    await rows(
      tx,
      `DELETE FROM people.one_time_link
        WHERE token_hash = ANY (SELECT decode(gone, 'hex') FROM unnest($1::text[]) AS gone)`,
      [keys],
    );
  }

  /** Forgets what somebody asked a link for and nobody answered. */
  @Forgets({
    kind: 'people.link-requests',
    days: 1,
    least: 1,
    most: 30,
    old: (before) =>
      `SELECT id::text AS key, asked_at AS at FROM people.link_request WHERE asked_at < ${before}`,
  })
  async forgetRequests(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM people.link_request WHERE id = ANY ($1)', [ids]);
  }
}
