import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { addDays, Clock, Database, Journal, newId, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { SessionService } from '../access/session.service';
import { TooManyTokens } from '../people.errors';

/** Days a key may work, to choose from; a key without an end is never missed when it leaks. */
export const TOKEN_DAYS = [30, 90, 365] as const;
/** Live keys of one person; more are no longer overseen. */
const MOST = 20;
/** A key asks at most this often a minute, so that a program that errs hinders nobody. */
const REQUESTS_PER_MINUTE = 600;

/** A key as its owner sees it; of the key itself only a hash is kept. */
export interface TokenRow {
  id: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** Keys for programs that act for a person, with at most what the person may do. */
@Injectable()
export class TokenService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
  ) {}

  /** Live keys of a person, the newest first. */
  list(personId: string): Promise<TokenRow[]> {
    return this.database.rows<TokenRow>(
      `SELECT id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt",
              last_used_at AS "lastUsedAt"
         FROM people.api_token
        WHERE person_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
        ORDER BY created_at DESC, id DESC LIMIT 100`,
      [personId, this.clock.now()],
    );
  }

  /** Makes a key and gives it back, the only time that it is seen. @throws TooManyTokens */
  async make(
    actor: Actor,
    { name, scope, days }: { name: string; scope: 'read' | 'write'; days: number },
  ): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const id = newId();
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await rows(tx, 'SELECT 1 FROM people.person WHERE id = $1 FOR UPDATE', [actor.id]);
      const made = await rows(
        tx,
        `INSERT INTO people.api_token
           (id, person_id, name, token_hash, scopes, requests_per_minute, created_at, expires_at)
         SELECT $1, $2, $3, $4, $5, ${REQUESTS_PER_MINUTE}, $6, $7
          WHERE (SELECT count(*) FROM people.api_token t WHERE t.person_id = $2
                    AND t.revoked_at IS NULL AND t.expires_at > $6) < ${MOST}
         RETURNING id`,
        [
          id,
          actor.id,
          name,
          createHash('sha256').update(token).digest(),
          scope === 'write' ? ['read', 'write'] : ['read'],
          now,
          addDays(now, days),
        ],
      );
      if (made.length === 0) throw new TooManyTokens({ most: MOST });
      await this.journal.record(tx, {
        action: 'token.made',
        subjectId: actor.id,
        actorId: actor.id,
        data: { tokenId: id, scope, days },
      });
    });
    return token;
  }

  /** Ends a key of the own: at once here, within 5 seconds in other processes. Twice changes nothing. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const revoked = await rows(
        tx,
        `UPDATE people.api_token SET revoked_at = $3
          WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL RETURNING id`,
        [id, actor.id, this.clock.now()],
      );
      if (revoked.length === 0) return;
      await this.journal.record(tx, {
        action: 'token.revoked',
        subjectId: actor.id,
        actorId: actor.id,
        data: { tokenId: id },
      });
    });
    this.sessions.forget();
  }
}
