import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { addDays, Clock, Database, Journal, newId, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { OrganisationUnknown } from '../people.errors';

/** Days a key may work, to choose from. Two years is as long as Entra ID keeps one. */
export const SCIM_KEY_DAYS = [90, 365, 730] as const;

/** A key as administrators see it. */
export interface ScimKeyRow {
  id: string;
  name: string;
  organisations: string[];
  mayWrite: boolean;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/** A key that works, and whose people it is for. */
export interface LiveScimKey {
  id: string;
  mayWrite: boolean;
  /** Who answers for what is done with it. */
  madeBy: string;
  organisationIds: string[];
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Keys of the directories of organisations. */
@Injectable()
export class ScimKeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
  ) {}

  /** Live keys, the newest first. */
  list(): Promise<ScimKeyRow[]> {
    return this.database.rows<ScimKeyRow>(
      `SELECT k.id, k.name, k.may_write AS "mayWrite", k.expires_at AS "expiresAt",
              k.last_used_at AS "lastUsedAt",
              ARRAY(SELECT o.name FROM people.scim_key_organisation x
                      JOIN people.organisation o ON o.id = x.organisation_id
                     WHERE x.key_id = k.id ORDER BY o.name) AS organisations
         FROM people.scim_key k WHERE k.revoked_at IS NULL AND k.expires_at > $1
        ORDER BY k.made_at DESC, k.id DESC LIMIT 200`,
      [this.clock.now()],
    );
  }

  /** Makes a key and gives it back, the only time that it is seen. @throws OrganisationUnknown */
  async make(
    actor: Actor,
    form: { name: string; organisationIds: string[]; mayWrite: boolean; days: number },
  ): Promise<string> {
    const key = randomBytes(32).toString('base64url');
    const id = newId();
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await rows(
        tx,
        `INSERT INTO people.scim_key (id, name, key_hash, may_write, made_by, made_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, form.name, hashOf(key), form.mayWrite, actor.id, now, addDays(now, form.days)],
      );
      const added = await rows(
        tx,
        `INSERT INTO people.scim_key_organisation (key_id, organisation_id)
         SELECT $1, id FROM people.organisation WHERE id = ANY ($2) AND valid_to IS NULL RETURNING key_id`,
        [id, form.organisationIds],
      );
      if (added.length !== new Set(form.organisationIds).size) throw new OrganisationUnknown();
      await this.journal.record(tx, {
        action: 'scim-key.made',
        subjectId: id,
        actorId: actor.id,
        data: { mayWrite: form.mayWrite, days: form.days, organisationIds: form.organisationIds },
      });
    });
    return key;
  }

  /** Ends a key at once. Doing it twice changes nothing. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const revoked = await rows(
        tx,
        'UPDATE people.scim_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id',
        [id, this.clock.now()],
      );
      if (revoked.length > 0)
        await this.journal.record(tx, {
          action: 'scim-key.revoked',
          subjectId: id,
          actorId: actor.id,
        });
    });
  }

  /** Whose key this is; undefined when it does not work. */
  async find(key: string): Promise<LiveScimKey | undefined> {
    const now = this.clock.now();
    const row = await this.database.first<LiveScimKey & { lastUsedAt: Date | null }>(
      `SELECT k.id, k.may_write AS "mayWrite", k.made_by AS "madeBy", k.last_used_at AS "lastUsedAt",
              ARRAY(SELECT x.organisation_id FROM people.scim_key_organisation x WHERE x.key_id = k.id)
                AS "organisationIds"
         FROM people.scim_key k
        WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > $2`,
      [hashOf(key), now],
    );
    if (!row) return undefined;
    const { lastUsedAt, ...live } = row;
    if (now.getTime() - (lastUsedAt?.getTime() ?? 0) > 60_000)
      await this.database.rows('UPDATE people.scim_key SET last_used_at = $2 WHERE id = $1', [
        row.id,
        now,
      ]);
    return live;
  }
}
