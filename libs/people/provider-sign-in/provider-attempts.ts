import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';

import { Clock, CONFIG, type Config, Database, Job } from '@academie/platform';

import { ProviderClients } from '../provider/provider-clients';
import type { ProviderRow } from '../provider/provider.queries';
import { signInPath } from '../provider/provider-view';
import type { AttemptPurpose } from './provider-attempt.entity';
import { AttemptGone } from './provider-sign-in.errors';

/** Time to find a phone and type a code. */
const ATTEMPT_MINUTES = 15;

/** Somebody who went to a service. */
export interface OpenAttempt {
  purpose: AttemptPurpose;
  personId: string | null;
  nonce: string;
  codeVerifier: string;
  next: string;
}

const hashOf = (state: string): Buffer => createHash('sha256').update(state).digest();

/** Sends people to a service, and knows who comes back. */
@Injectable()
export class ProviderAttempts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly clients: ProviderClients,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Where the browser has to go. @throws ProviderUnreachable */
  async begin(
    provider: ProviderRow,
    browser: Buffer,
    { purpose, personId, next }: Pick<OpenAttempt, 'purpose' | 'personId' | 'next'>,
  ): Promise<URL> {
    const client = await this.clients.of(provider);
    const [state, nonce, codeVerifier] = [
      oidc.randomState(),
      oidc.randomNonce(),
      oidc.randomPKCECodeVerifier(),
    ];
    await this.database.rows(
      `INSERT INTO people.provider_attempt
         (state_hash, browser_hash, provider_id, purpose, person_id, nonce, code_verifier, next, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        hashOf(state),
        browser,
        provider.id,
        purpose,
        personId,
        nonce,
        codeVerifier,
        next.slice(0, 2000),
        new Date(this.clock.now().getTime() + ATTEMPT_MINUTES * 60_000),
      ],
    );
    return oidc.buildAuthorizationUrl(client, {
      redirect_uri: `${this.config.publicUrl}${signInPath(provider.slug)}/terug`,
      scope: provider.scope,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
  }

  /** Takes the attempt with this state, once. @throws AttemptGone, also in another browser */
  async take(
    provider: ProviderRow,
    state: string,
    browser: Buffer | undefined,
  ): Promise<OpenAttempt> {
    const [attempt] = await this.database.rows<OpenAttempt>(
      `DELETE FROM people.provider_attempt
        WHERE state_hash = $1 AND browser_hash = $2 AND provider_id = $3 AND expires_at > $4
       RETURNING purpose, person_id AS "personId", nonce, code_verifier AS "codeVerifier", next`,
      [hashOf(state), browser ?? Buffer.alloc(0), provider.id, this.clock.now()],
    );
    if (!attempt) throw new AttemptGone();
    return attempt;
  }

  /** Removes what nobody came back from. */
  @Job('7 * * * *', 'people.remove-provider-attempts')
  async removeExpired(): Promise<void> {
    for (const table of ['provider_attempt', 'provider_arrival', 'provider_logout'])
      await this.database.rows(`DELETE FROM people.${table} WHERE expires_at < $1`, [
        this.clock.now(),
      ]);
  }
}
