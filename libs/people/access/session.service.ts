import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Batcher, Forgets, padList, rows } from '@academie/platform';

import type { Actor } from './actor';
import { ACTOR, actorOf, type ActorRow, WHOSE } from './actor-row';
import { csrfTokenOf } from './csrf';

/** How long another process may go on accepting a session that ended (design.md section 2). */
const CACHE_MS = 5000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/**
 * How long somebody stays signed in, at most and without doing anything (NIST SP 800-63B-4, section 5.2). A
 * working day on a desk that others pass; and thirty days on a device of which its owner says that nobody else
 * uses it, since a trainer opens a register once in weeks, perhaps without connection.
 */
const LIMITS = {
  usual: { longest: 7 * DAY_MS, idle: 12 * HOUR_MS },
  stays: { longest: 30 * DAY_MS, idle: 30 * DAY_MS },
};
/** Seconds that the cookie of a device that stays signed in is kept. */
export const STAYS_SECONDS = LIMITS.stays.longest / 1000;

/** The browser that a session is of. */
export interface Device {
  /** Browser and system, "Firefox, Windows"; empty when it does not say. */
  name: string;
  /** Whether the person asked to stay signed in there. */
  stays: boolean;
}

/** A session as its owner sees it. */
export interface SessionRow {
  id: string;
  device: string;
  stays: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  /** Whether it is the one that asks. */
  isThis: boolean;
}

interface SignedIn {
  actor: Actor;
  csrfToken: string;
  /** When the person last showed who it is; undefined of a program. */
  provedAt?: Date | undefined;
  /** Requests a minute; undefined is no limit. */
  rate?: number | undefined;
}

/** How many statements may look people up at the same time. */
const LOOKUPS = 3;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Sessions of browsers and tokens of programs: 256 random bits, of which only a hash is kept. */
@Injectable()
export class SessionService {
  private readonly cache = new LRUCache<string, { found: SignedIn | undefined }>({
    max: 10_000,
    ttl: CACHE_MS,
  });

  // Hundreds who come at once are looked up in a few statements (docs/decisions/0008).
  private readonly sessions = this.gather(
    'people.session',
    `SELECT ${ACTOR}, s.token_hash, s.last_seen_at, coalesce(s.proved_at, s.created_at) AS proved_at FROM people.web_session s ${WHOSE}
      WHERE s.token_hash = ANY ($1) AND s.expires_at > $2
        AND s.last_seen_at > CASE WHEN s.stays THEN $4::timestamptz ELSE $3 END`,
    () => [this.clock.now(), this.idleSince('usual'), this.idleSince('stays')],
  );
  private readonly tokens = this.gather(
    'people.token',
    `SELECT ${ACTOR}, s.token_hash, s.scopes, s.requests_per_minute, s.last_used_at FROM people.api_token s ${WHOSE}
      WHERE s.token_hash = ANY ($1) AND s.revoked_at IS NULL
        AND (s.expires_at IS NULL OR s.expires_at > $2)`,
    () => [this.clock.now()],
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Starts a session; always with a new token, so nobody can plant one (ASVS 7.2.4). */
  async start(
    tx: EntityManager,
    personId: string,
    device: Device = { name: '', stays: false },
  ): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await rows(
      tx,
      `INSERT INTO people.web_session (token_hash, person_id, created_at, last_seen_at, expires_at, device, stays)
       VALUES ($1, $2, $3, $3, $4, $5, $6)`,
      [
        hashOf(token),
        personId,
        now,
        new Date(now.getTime() + LIMITS[device.stays ? 'stays' : 'usual'].longest),
        device.name.slice(0, 100),
        device.stays,
      ],
    );
    return token;
  }

  /** What its owner ends the session by. */
  async idOf(tx: EntityManager, token: string): Promise<string> {
    const [row] = await rows<{ id: string }>(
      tx,
      'SELECT id FROM people.web_session WHERE token_hash = $1',
      [hashOf(token)],
    );
    if (!row) throw new Error('this session is no more');
    return row.id;
  }

  /** Ends a session: at once here, within 5 seconds in the other processes. */
  async end(token: string): Promise<void> {
    this.cache.delete(`session:${token}`);
    await this.database.rows('DELETE FROM people.web_session WHERE token_hash = $1', [
      hashOf(token),
    ]);
  }

  /** The person of this session has just shown again who it is. */
  async prove(token: string): Promise<void> {
    await this.database.rows('UPDATE people.web_session SET proved_at = $2 WHERE token_hash = $1', [
      hashOf(token),
      this.clock.now(),
    ]);
    this.cache.delete(`session:${token}`);
  }

  /** All sessions of a person, the one that was used last first. `token` is of the one that asks. */
  async list(personId: string, token: string | undefined): Promise<SessionRow[]> {
    return this.database.rows<SessionRow>(
      `SELECT id, device, stays, created_at AS "createdAt", last_seen_at AS "lastSeenAt",
              token_hash = $2 AS "isThis"
         FROM people.web_session
        WHERE person_id = $1 AND expires_at > $3
          AND last_seen_at > CASE WHEN stays THEN $5::timestamptz ELSE $4 END
        ORDER BY token_hash = $2 DESC, last_seen_at DESC LIMIT 100`,
      [
        personId,
        hashOf(token ?? ''),
        this.clock.now(),
        this.idleSince('usual'),
        this.idleSince('stays'),
      ],
    );
  }

  /**
   * Ends one session of a person in the caller's transaction, and says whether it was there. The caller calls
   * `forget` after the commit.
   */
  async endOne(tx: EntityManager, personId: string, id: string): Promise<boolean> {
    const ended = await rows(
      tx,
      'DELETE FROM people.web_session WHERE person_id = $1 AND id = $2 RETURNING id',
      [personId, id],
    );
    return ended.length > 0;
  }

  /**
   * Ends all sessions of a person in the caller's transaction, but the one with this token. The caller calls
   * `forget` after the commit.
   */
  async endAll(tx: EntityManager, personId: string, but?: string): Promise<void> {
    await rows(tx, 'DELETE FROM people.web_session WHERE person_id = $1 AND token_hash <> $2', [
      personId,
      hashOf(but ?? ''),
    ]);
  }

  /** Clears the cache: after a change of roles in this process. */
  forget(): void {
    this.cache.clear();
  }

  /** The person this session cookie belongs to. */
  bySession(token: string): SignedIn | undefined | Promise<SignedIn | undefined> {
    const known = this.cache.get(`session:${token}`);
    return known ? known.found : this.lookUpSession(token);
  }

  /** The person this bearer token belongs to. */
  byToken(token: string): SignedIn | undefined | Promise<SignedIn | undefined> {
    const known = this.cache.get(`token:${token}`);
    return known ? known.found : this.lookUpToken(token);
  }

  /**
   * Somebody as who they are now, for work that goes on after its request. Undefined when they may not
   * sign in any more.
   */
  async actor(personId: string): Promise<Actor | undefined> {
    const row = await this.database.first<ActorRow>(
      `SELECT ${ACTOR} FROM (SELECT $1::uuid AS person_id) s ${WHOSE}`,
      [personId, this.clock.now()],
    );
    return row && actorOf(row, true);
  }

  /** Forgets sessions that ended: they let nobody in, and say when somebody was here. */
  @Forgets({
    kind: 'people.sessions',
    days: 1,
    least: 0,
    most: 30,
    old: (before) =>
      `SELECT encode(token_hash, 'hex') AS key, ended AS at FROM (
         SELECT token_hash, least(expires_at, last_seen_at + CASE WHEN stays
           THEN interval '${LIMITS.stays.idle} milliseconds'
           ELSE interval '${LIMITS.usual.idle} milliseconds' END) AS ended FROM people.web_session) s
        WHERE ended < ${before}`,
  })
  async forgetOld(tx: EntityManager, keys: string[]): Promise<void> {
    await rows(
      tx,
      `DELETE FROM people.web_session
        WHERE token_hash = ANY (SELECT decode(gone, 'hex') FROM unnest($1::text[]) AS gone)`,
      [keys],
    );
  }

  private async lookUpSession(token: string): Promise<SignedIn | undefined> {
    const now = this.clock.now();
    const row = await this.sessions.submit(hashOf(token));
    const found = row && {
      actor: actorOf(row, true),
      csrfToken: csrfTokenOf(token),
      provedAt: row.proved_at,
    };
    this.cache.set(`session:${token}`, { found });
    // Once a minute is enough to know who is idle, and spares a write on every page.
    if (row?.last_seen_at && now.getTime() - row.last_seen_at.getTime() > 60_000)
      await this.database.rows(
        'UPDATE people.web_session SET last_seen_at = $2 WHERE token_hash = $1',
        [hashOf(token), now],
      );
    return found;
  }

  private async lookUpToken(token: string): Promise<SignedIn | undefined> {
    const row = await this.tokens.submit(hashOf(token));
    const found = row && {
      actor: actorOf(row, row.scopes?.includes('write') ?? false),
      csrfToken: '',
      rate: row.requests_per_minute ?? undefined,
    };
    this.cache.set(`token:${token}`, { found });
    const now = this.clock.now();
    if (row && now.getTime() - (row.last_used_at?.getTime() ?? 0) > 60_000)
      await this.database.rows(
        'UPDATE people.api_token SET last_used_at = $2 WHERE token_hash = $1',
        [hashOf(token), now],
      );
    return found;
  }

  private gather(
    name: string,
    text: string,
    moments: () => Date[],
  ): Batcher<Buffer, ActorRow | undefined> {
    return new Batcher(async (hashes) => {
      const found = await this.database.prepared<ActorRow>(name, text, [
        padList(hashes),
        ...moments(),
      ]);
      return hashes.map((hash) => found.find((row) => row.token_hash.equals(hash)));
    }, LOOKUPS);
  }

  private idleSince(kind: keyof typeof LIMITS): Date {
    return new Date(this.clock.now().getTime() - LIMITS[kind].idle);
  }
}
