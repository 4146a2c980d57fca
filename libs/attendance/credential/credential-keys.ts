import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Clock, CONFIG, type Config, Database } from '@academie/platform';

import { CredentialsUnavailable } from './credential.errors';

/** A key that signs, or that signed something once. */
export interface StoredKey {
  id: string;
  /** Ed25519, multibase (W3C Multikey). */
  publicKey: string;
  secretKey: Buffer;
  sealed: boolean;
}

const SEED_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const COLUMNS = `id, public_key AS "publicKey", secret_key AS "secretKey", sealed`;

/**
 * The key that signs credentials, made the first time one is asked for and then kept in the database,
 * so that every process signs with the same one and a backup holds it. With CREDENTIAL_SECRET it is
 * sealed there (AES-256-GCM): who has only the database cannot sign.
 */
@Injectable()
export class CredentialKeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The key that signs now; made when there is none. Of two processes that make one, one wins. */
  async signing(): Promise<StoredKey> {
    const found = await this.find('retired_at IS NULL');
    if (found) return found;
    const seed = randomBytes(SEED_BYTES);
    const { generate } = await import('@digitalbazaar/ed25519-multikey');
    const { publicKeyMultibase } = await generate({ seed });
    const { credentialSecret } = this.config;
    await this.database.rows(
      `INSERT INTO attendance.credential_key (public_key, secret_key, sealed, created_at)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [
        publicKeyMultibase,
        credentialSecret ? seal(seed, credentialSecret) : seed,
        credentialSecret !== undefined,
        this.clock.now(),
      ],
    );
    const made = await this.find('retired_at IS NULL');
    if (!made) throw new Error('the key that was made is gone');
    return made;
  }

  /** One key, also a retired one: what it signed it signs the same again. */
  async one(id: string): Promise<StoredKey> {
    const key = await this.find('id = $1', [id]);
    if (!key) throw new Error(`there is no credential key ${id}`);
    return key;
  }

  /** All public keys, the oldest first: what any of them signed is still to be verified. */
  async publicKeys(): Promise<string[]> {
    await this.signing();
    const found = await this.database.rows<{ publicKey: string }>(
      `SELECT public_key AS "publicKey" FROM attendance.credential_key ORDER BY created_at, id`,
    );
    return found.map(({ publicKey }) => publicKey);
  }

  /** The 32 secret bytes. @throws CredentialsUnavailable when CREDENTIAL_SECRET is not the one it was sealed with */
  seedOf({ secretKey, sealed }: StoredKey): Buffer {
    if (!sealed) return secretKey;
    if (!this.config.credentialSecret) throw new CredentialsUnavailable();
    return open(secretKey, this.config.credentialSecret);
  }

  private find(condition: string, params: unknown[] = []): Promise<StoredKey | undefined> {
    return this.database.first<StoredKey>(
      `SELECT ${COLUMNS} FROM attendance.credential_key WHERE ${condition}`,
      params,
    );
  }
}

const keyFrom = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, 'academie', 'credential key', 32));

function seal(seed: Buffer, secret: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret), iv);
  const sealed = Buffer.concat([cipher.update(seed), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

function open(box: Buffer, secret: string): Buffer {
  const iv = box.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(secret), iv);
  decipher.setAuthTag(box.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(box.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    throw new CredentialsUnavailable();
  }
}
