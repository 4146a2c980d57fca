import { hkdfSync } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config } from '@academie/platform';

import { seal, unseal } from './seal';

/** A secret as a row keeps it. */
export interface KeptSecret {
  secret: Buffer;
  isSealed: boolean;
}

/**
 * Secrets that the academie has to read again, such as those it shows to another server. With CREDENTIAL_SECRET they
 * are sealed, each under the name of what it is of; without it they lie there as they are (docs/decisions/0050).
 */
@Injectable()
export class KeptSecrets {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Whether this installation seals. */
  get seals(): boolean {
    return this.config.credentialSecret !== undefined;
  }

  keep(text: string, name: string): KeptSecret {
    const key = this.key;
    return key
      ? { secret: seal(text, key, name), isSealed: true }
      : { secret: Buffer.from(text), isSealed: false };
  }

  /** The text; undefined when CREDENTIAL_SECRET is not the one with which it was sealed. */
  read({ secret, isSealed }: KeptSecret, name: string): string | undefined {
    if (!isSealed) return secret.toString();
    const key = this.key;
    return key && unseal(secret, key, name);
  }

  private get key(): Buffer | undefined {
    const { credentialSecret } = this.config;
    return credentialSecret
      ? Buffer.from(hkdfSync('sha256', credentialSecret, 'academie', 'kept secret', 32))
      : undefined;
  }
}
