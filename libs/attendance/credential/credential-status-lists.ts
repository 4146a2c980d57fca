import { Inject, Injectable } from '@nestjs/common';

import { Clock, CONFIG, type Config, Database, ShortCache, NotFound } from '@academie/platform';

import { CredentialKeys } from './credential-keys';
import { issuerOf } from './credential-issuer';
import { signCredential } from './credential-sign';
import { LIST_LENGTH, statusListOf } from './credential-text';

/** Says in a signed list which credentials no longer hold; it names nobody. */
@Injectable()
export class CredentialStatusLists {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
    private readonly keys: CredentialKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The list with this number, from 1. @throws NotFound when no credential can be in it */
  list(typed: string): Promise<Record<string, unknown>> {
    if (!/^[1-9]\d{0,4}$/.test(typed)) throw new NotFound();
    return this.cache.getOrLoad(`status list ${typed}`, () => this.make(Number(typed)));
  }

  private async make(number: number): Promise<Record<string, unknown>> {
    const first = (number - 1) * LIST_LENGTH + 1;
    const found = await this.database.first<{ any: boolean; ended: number[] | null }>(
      `SELECT coalesce(bool_or(status_index >= $1), $1 = 1) AS any,
              array_agg(status_index - $1) FILTER (
                WHERE status IN ('revoked', 'superseded') AND status_index BETWEEN $1 AND $2) AS ended
         FROM attendance.certificate`,
      [first, first + LIST_LENGTH - 1],
    );
    if (!found?.any) throw new NotFound();
    const key = await this.keys.signing();
    const { publicUrl } = this.config;
    const issuer = issuerOf(publicUrl, key.publicKey);
    const now = this.clock.now();
    return signCredential(
      statusListOf(found.ended ?? [], { number, issuer, publicUrl, now }),
      { issuer, publicKey: key.publicKey, seed: this.keys.seedOf(key) },
      now,
    );
  }
}
