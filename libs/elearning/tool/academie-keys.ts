import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';

import { type Actor, KeptSecrets } from '@academie/people';
import { addDays, Clock, Database, Journal, newId, rows } from '@academie/platform';

import { ToolsUnavailable } from '../elearning.errors';

const generate = promisify(generateKeyPair);
const RSA_BITS = 2048;
/** So long what a retired key signed can be verified; nothing it signs holds for more than an hour. */
const PUBLISHED_DAYS = 30;
const secretName = (id: string): string => `tool key ${id}`;

/** A key as administrators see it. */
export interface KeyRow {
  id: string;
  createdAt: Date;
  retiredAt: Date | null;
}

/**
 * The keys with which the academie signs what it tells tools. The first is made when one is needed; a next one
 * signs at once, while the one before it is still published.
 */
@Injectable()
export class AcademieKeys {
  private readonly opened = new LRUCache<string, KeyObject>({ max: 10 });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly secrets: KeptSecrets,
  ) {}

  /** Signs claims, which hold for so many seconds. @throws ToolsUnavailable */
  async sign(claims: JWTPayload, seconds: number, typ = 'JWT'): Promise<string> {
    const { id, secret, isSealed } = await this.signing();
    const now = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: id, typ })
      .setIssuedAt(now)
      .setExpirationTime(now + seconds)
      .sign(this.open(id, { secret, isSealed }));
  }

  /** What a token of our own says. @throws what is wrong with it */
  async verify(token: string, expected: { audience: string; typ: string }): Promise<JWTPayload> {
    const { payload } = await jwtVerify(token, createLocalJWKSet(await this.published()), {
      ...expected,
      algorithms: ['RS256'],
      currentDate: this.clock.now(),
    });
    return payload;
  }

  /** What verifies our signatures, for tools to read. */
  async published(): Promise<{ keys: Record<string, unknown>[] }> {
    await this.signing();
    const found = await this.database.rows<{ id: string; publicKey: Record<string, unknown> }>(
      `SELECT id, public_key AS "publicKey" FROM elearning.tool_key
        WHERE retired_at IS NULL OR retired_at > $1 ORDER BY created_at DESC, id DESC`,
      [this.oldest()],
    );
    return {
      keys: found.map(({ id, publicKey }) => ({ ...publicKey, kid: id, alg: 'RS256', use: 'sig' })),
    };
  }

  /** Those that are published, the newest first. */
  list(): Promise<KeyRow[]> {
    return this.database.rows<KeyRow>(
      `SELECT id, created_at AS "createdAt", retired_at AS "retiredAt" FROM elearning.tool_key
        WHERE retired_at IS NULL OR retired_at > $1 ORDER BY created_at DESC, id DESC`,
      [this.oldest()],
    );
  }

  /** Lets a new key sign from now on. `seen` is the one that signed on the page: of two buttons one counts. */
  async rotate(actor: Actor, seen: string): Promise<void> {
    const key = await this.make();
    await this.database.transaction(async (tx) => {
      const retired = await rows(
        tx,
        'UPDATE elearning.tool_key SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL RETURNING id',
        [seen, this.clock.now()],
      );
      if (retired.length === 0) return;
      await rows(tx, INSERT, key);
      await this.journal.record(tx, {
        action: 'tool-key.rotated',
        subjectId: String(key[0]),
        actorId: actor.id,
        data: { retired: seen },
      });
    });
  }

  private async signing(): Promise<{ id: string; secret: Buffer; isSealed: boolean }> {
    const find = () =>
      this.database.first<{ id: string; secret: Buffer; isSealed: boolean }>(
        `SELECT id, secret, is_sealed AS "isSealed" FROM elearning.tool_key WHERE retired_at IS NULL`,
      );
    const found = await find();
    if (found) return found;
    await this.database.rows(INSERT, await this.make());
    const made = await find();
    if (!made) throw new Error('the key that was made is gone');
    return made;
  }

  private async make(): Promise<unknown[]> {
    const { publicKey, privateKey } = await generate('rsa', { modulusLength: RSA_BITS });
    const id = newId();
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const { secret, isSealed } = this.secrets.keep(pem, secretName(id));
    const jwk = publicKey.export({ format: 'jwk' });
    return [id, JSON.stringify(jwk), secret, isSealed, this.clock.now()];
  }

  private open(id: string, kept: { secret: Buffer; isSealed: boolean }): KeyObject {
    const known = this.opened.get(id);
    if (known) return known;
    const pem = this.secrets.read(kept, secretName(id));
    if (!pem) throw new ToolsUnavailable();
    const key = createPrivateKey(pem);
    this.opened.set(id, key);
    return key;
  }

  private oldest(): Date {
    return addDays(this.clock.now(), -PUBLISHED_DAYS);
  }
}

// Of two processes that make the first key, one wins.
const INSERT = `INSERT INTO elearning.tool_key (id, public_key, secret, is_sealed, created_at)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;
