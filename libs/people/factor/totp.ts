import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Installation, newId, rows } from '@academie/platform';

import { type KeptSecret, KeptSecrets } from '../access/kept-secrets';

/** What every app can do: six digits, each half minute another (RFC 6238). */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** A code of the half minute before or after is right too: clocks differ, and typing takes a while. */
const WINDOW = 1;
const HOUR_MS = 3_600_000;

interface Stored extends KeptSecret {
  id: string;
}
const COLUMNS = 'id, secret, is_sealed AS "isSealed"';

/** What somebody puts into the app. */
export interface TotpSetup {
  /** In groups of four letters, to type over. */
  secret: string;
  /** What the QR code says. */
  uri: string;
}

/** Codes of an app on the phone. Each is taken once. */
@Injectable()
export class Totp {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly installation: Installation,
    private readonly secrets: KeptSecrets,
  ) {}

  /** The secret that is being set up; the same for an hour, so that a page that is loaded again still fits. */
  async setUp(personId: string, account: string): Promise<TotpSetup> {
    const now = this.clock.now();
    const id = newId();
    const { secret, isSealed } = this.secrets.keep(new Secret({ size: 20 }).base32, nameOf(id));
    const row = await this.database.transaction(async (tx) => {
      await rows(
        tx,
        'DELETE FROM people.totp WHERE person_id = $1 AND confirmed_at IS NULL AND made_at < $2',
        [personId, new Date(now.getTime() - HOUR_MS)],
      );
      await rows(
        tx,
        `INSERT INTO people.totp (id, person_id, secret, is_sealed, made_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [id, personId, secret, isSealed, now],
      );
      return this.pending(tx, personId);
    });
    if (!row) throw new Error('the secret that was made is gone');
    const totp = this.totpOf(row, account);
    return { secret: inGroups(totp.secret.base32), uri: totp.toString() };
  }

  /** Takes the app in use that shows this code, instead of one before it; says whether the code is right. */
  async confirm(tx: EntityManager, personId: string, code: string): Promise<boolean> {
    const row = await this.pending(tx, personId);
    const step = row && this.stepOf(row, code);
    if (!row || step === undefined) return false;
    await this.remove(tx, personId);
    await rows(tx, 'UPDATE people.totp SET confirmed_at = $2, last_step = $3 WHERE id = $1', [
      row.id,
      this.clock.now(),
      step,
    ]);
    return true;
  }

  /** Whether the app of the person shows this code, and nobody used it before. */
  async take(personId: string, code: string): Promise<boolean> {
    const row = await this.database.first<Stored>(
      `SELECT ${COLUMNS} FROM people.totp WHERE person_id = $1 AND confirmed_at IS NOT NULL`,
      [personId],
    );
    const step = row && this.stepOf(row, code);
    if (!row || step === undefined) return false;
    // One statement, so that of two who send the same code one gets in.
    const taken = await this.database.rows(
      `UPDATE people.totp SET last_step = $2
        WHERE id = $1 AND (last_step IS NULL OR last_step < $2) RETURNING 1 AS taken`,
      [row.id, step],
    );
    return taken.length > 0;
  }

  /** Takes the app out of use; says whether there was one. */
  async remove(tx: EntityManager, personId: string): Promise<boolean> {
    const removed = await rows(
      tx,
      'DELETE FROM people.totp WHERE person_id = $1 AND confirmed_at IS NOT NULL RETURNING id',
      [personId],
    );
    return removed.length > 0;
  }

  private async pending(tx: EntityManager, personId: string): Promise<Stored | undefined> {
    const [row] = await rows<Stored>(
      tx,
      `SELECT ${COLUMNS} FROM people.totp WHERE person_id = $1 AND confirmed_at IS NULL FOR UPDATE`,
      [personId],
    );
    return row;
  }

  private stepOf(row: Stored, code: string): number | undefined {
    const totp = this.totpOf(row, '');
    const timestamp = this.clock.now().getTime();
    const delta = totp.validate({ token: code, timestamp, window: WINDOW });
    return delta === null ? undefined : totp.counter({ timestamp }) + delta;
  }

  private totpOf(row: Stored, label: string): TOTP {
    const secret = this.secrets.read(row, nameOf(row.id));
    if (secret === undefined)
      throw new Error('the codes of apps were sealed with another CREDENTIAL_SECRET');
    const issuer = this.installation.current.name;
    return new TOTP({ ...SHAPE, issuer, label, secret: Secret.fromBase32(secret) });
  }
}

/** What the secret is sealed under: that of one app opens no other. */
const nameOf = (id: string): string => `totp:${id}`;

const inGroups = (text: string): string => (text.match(/.{1,4}/g) ?? []).join(' ');
