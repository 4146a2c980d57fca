import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Journal, newId, rows } from '@academie/platform';

import { ProviderQueries, type ProviderRow } from '../provider/provider.queries';
import type { ProviderIdentity } from './identity';
import { AttemptGone } from './provider-sign-in.errors';

const KEPT_MINUTES = 60;

/** Somebody for whom something has to be settled before a session begins. */
export interface OpenArrival {
  id: string;
  provider: ProviderRow;
  identity: ProviderIdentity;
  /** Whose account has the address; null when nobody's has. */
  personId: string | null;
  next: string;
  /**
   * The service knew this person as another before. An address that is given anew must not open the account of who
   * had it, so the mail of the address proves nothing; the password does.
   */
  isOtherSubject: boolean;
}

/** Remembers, for an hour and for one browser, whom a service vouched for. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly providers: ProviderQueries,
  ) {}

  /** Returns its id. */
  async add(
    provider: ProviderRow,
    identity: ProviderIdentity,
    { personId, browser, next }: { personId: string | null; browser: Buffer; next: string },
  ): Promise<string> {
    const id = newId();
    await this.database.rows(
      `INSERT INTO people.provider_arrival
         (id, browser_hash, provider_id, person_id, identity, next, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        browser,
        provider.id,
        personId,
        JSON.stringify(identity),
        next,
        new Date(this.clock.now().getTime() + KEPT_MINUTES * 60_000),
      ],
    );
    return id;
  }

  /** What this browser arrived with. @throws AttemptGone */
  async find(id: string, browser: Buffer | undefined): Promise<OpenArrival> {
    const row = await this.database.first<
      Omit<OpenArrival, 'provider' | 'id'> & { providerId: string }
    >(
      `SELECT a.provider_id AS "providerId", a.identity, a.person_id AS "personId", a.next, EXISTS (
                SELECT FROM people.provider_account x
                 WHERE x.provider_id = a.provider_id AND x.person_id = a.person_id) AS "isOtherSubject"
         FROM people.provider_arrival a
        WHERE a.id = $1 AND a.browser_hash = $2 AND a.expires_at > $3`,
      [id, browser ?? Buffer.alloc(0), this.clock.now()],
    );
    const provider = row && (await this.providers.one(row.providerId));
    if (!provider) throw new AttemptGone();
    return { ...row, id, provider };
  }

  /** Asks for a link to the address: who reads its mail has the account. */
  async askProof(arrival: OpenArrival): Promise<void> {
    await this.database.transaction((tx) =>
      this.journal.record(tx, {
        action: 'provider.proof-asked',
        subjectId: arrival.id,
        actorId: undefined,
      }),
    );
  }

  /** Uses it up, in the transaction that settles it. @throws AttemptGone when that was done already */
  async take(tx: EntityManager, id: string): Promise<void> {
    const taken = await rows(tx, 'DELETE FROM people.provider_arrival WHERE id = $1 RETURNING id', [
      id,
    ]);
    if (taken.length === 0) throw new AttemptGone();
  }
}
