import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { type Actor, NotAllowed } from '@academie/people';
import { addDays, Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

/** A link with which people without an account read a report. */
export interface SharedLink {
  id: string;
  label: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** Links to the report of a year, for a steering group. */
@Injectable()
export class ShareService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a link and returns its token, which is nowhere to be found after this.
   * @throws NotAllowed, NotFound
   */
  share(actor: Actor, year: number, label: string, days: number): Promise<string> {
    if (!mayShare(actor)) throw new NotAllowed();
    const token = randomBytes(24).toString('base64url');
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const id = newId();
      const made = await rows(
        tx,
        `INSERT INTO targets.share_link (id, plan_id, token_hash, label, created_at, created_by, expires_at)
         SELECT $1, p.id, $3, $4, $5, $6, $7 FROM targets.plan p WHERE p.year = $2 RETURNING id`,
        [id, year, hashOf(token), label, now, actor.id, addDays(now, days)],
      );
      if (made.length === 0) throw new NotFound();
      await this.journal.record(tx, {
        action: 'report.shared',
        subjectId: id,
        actorId: actor.id,
        data: { year, days },
      });
      return token;
    });
  }

  /** The link stops working at once. @throws NotAllowed, NotFound */
  revoke(actor: Actor, id: string): Promise<void> {
    if (!mayShare(actor)) throw new NotAllowed();
    return this.database.transaction(async (tx) => {
      const revoked = await rows(
        tx,
        `UPDATE targets.share_link SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL
         RETURNING id`,
        [id, this.clock.now()],
      );
      if (revoked.length === 0) throw new NotFound();
      await this.journal.record(tx, {
        action: 'report.unshared',
        subjectId: id,
        actorId: actor.id,
      });
    });
  }

  /** The links of a year, the latest first. */
  of(year: number): Promise<SharedLink[]> {
    return this.database.rows<SharedLink>(
      `SELECT s.id, s.label, s.created_at AS "createdAt", s.expires_at AS "expiresAt",
         s.revoked_at AS "revokedAt"
       FROM targets.share_link s JOIN targets.plan p ON p.id = s.plan_id
       WHERE p.year = $1 ORDER BY s.created_at DESC LIMIT 50`,
      [year],
    );
  }

  /** The year a token opens, or undefined. */
  async yearOf(token: string): Promise<number | undefined> {
    const row = await this.database.first<{ year: number }>(
      `SELECT p.year FROM targets.share_link s JOIN targets.plan p ON p.id = s.plan_id
        WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2`,
      [hashOf(token), this.clock.now()],
    );
    return row?.year;
  }
}

export const mayShare = (actor: Actor): boolean => actor.isAdministrator || actor.is('theme_lead');

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
