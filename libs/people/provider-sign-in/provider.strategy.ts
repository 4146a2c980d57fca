import { Inject, Injectable } from '@nestjs/common';
import { Strategy } from '@fastify/passport';
import type { FastifyRequest } from 'fastify';
import * as oidc from 'openid-client';

import { CONFIG, type Config } from '@academie/platform';

import { Passport } from '../access/passport';
import { ProviderClients } from '../provider/provider-clients';
import { ProviderQueries, type ProviderRow } from '../provider/provider.queries';
import { browserOf } from './attempt-cookie';
import { identityOf, type ProviderIdentity } from './identity';
import { type OpenAttempt, ProviderAttempts } from './provider-attempts';
import { AnswerWrong, AttemptGone, AttemptStopped } from './provider-sign-in.errors';

/** Somebody who came back from a service, and all that it said of them. */
export interface CameBack {
  provider: ProviderRow;
  attempt: OpenAttempt;
  identity: ProviderIdentity;
  claims: Record<string, unknown>;
}

type Claims = Record<string, unknown> & { sub: string };

/**
 * Signing in with a code that a service gave. Not the strategy that comes with openid-client: that one keeps state,
 * nonce and verifier in a session of Express; ours are a row that one browser uses once.
 */
@Injectable()
export class ProviderStrategy extends Strategy {
  constructor(
    passport: Passport,
    private readonly attempts: ProviderAttempts,
    private readonly clients: ProviderClients,
    private readonly providers: ProviderQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super('provider');
    passport.use(this);
  }

  override async authenticate(request: FastifyRequest): Promise<void> {
    const { slug } = request.params as { slug: string };
    const { state } = request.query as { state?: unknown };
    const provider = await this.providers.bySlug(slug);
    if (!provider || typeof state !== 'string') return this.error(new AttemptGone());
    try {
      const attempt = await this.attempts.take(provider, state, browserOf(request));
      try {
        this.success(await this.answer(request, provider, attempt, state));
      } catch (error) {
        // Where the person was going, so that a next try leads there.
        this.error(Object.assign(error as Error, { next: attempt.next, purpose: attempt.purpose }));
      }
    } catch (error) {
      this.error(error as Error);
    }
  }

  private async answer(
    request: FastifyRequest,
    provider: ProviderRow,
    attempt: OpenAttempt,
    state: string,
  ): Promise<CameBack> {
    const client = await this.clients.of(provider);
    const rules = await this.providers.rules(provider.id);
    try {
      const tokens = await oidc.authorizationCodeGrant(
        client,
        new URL(request.url, this.config.publicUrl),
        {
          pkceCodeVerifier: attempt.codeVerifier,
          expectedState: state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        },
      );
      const claims = await this.claimsOf(client, tokens);
      const identity = identityOf(provider, rules, claims, tokens.id_token ?? '');
      return { provider, attempt, identity, claims };
    } catch (error) {
      if (error instanceof oidc.AuthorizationResponseError)
        throw Object.assign(new AttemptStopped(), { cause: error });
      throw Object.assign(new AnswerWrong(), { cause: error });
    }
  }

  /** Of the token, and what is told only on request; the token, which is signed, goes first. */
  private async claimsOf(
    client: oidc.Configuration,
    tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
  ): Promise<Claims> {
    const claims = tokens.claims();
    if (!claims) throw new Error('there is no id token');
    if (claims.email !== undefined || !client.serverMetadata().userinfo_endpoint) return claims;
    const more = await oidc.fetchUserInfo(client, tokens.access_token, claims.sub);
    return { ...more, ...claims };
  }
}
