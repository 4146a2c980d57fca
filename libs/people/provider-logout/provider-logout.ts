import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import type { EntityManager } from 'typeorm';

import { CONFIG, type Config, Clock, Database, Journal, Outgoing, rows } from '@academie/platform';

import { SessionService } from '../access/session.service';
import { ProviderClients } from '../provider/provider-clients';
import { ProviderQueries, type ProviderRow } from '../provider/provider.queries';
import { signedOutPath } from '../provider/provider-view';
import type { Onward } from '../sign-in/sign-in-ways';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** With a key that both know anybody who knows it could sign; these are with a key of the service alone. */
const SIGNED_WITH = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
];
const FRESH_SECONDS = 180;

interface Whose {
  sub?: string | undefined;
  sid?: string | undefined;
}

/** Signing out here and at the service, whichever is first. */
@Injectable()
export class ProviderLogout {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly sessions: SessionService,
    private readonly providers: ProviderQueries,
    private readonly clients: ProviderClients,
    private readonly outgoing: Outgoing,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Where somebody who signs out here signs out at the service; undefined when that is not asked or not known. */
  async onwardFrom(sessionToken: string): Promise<Onward | undefined> {
    const row = await this.database.first<{ providerId: string; idToken: string }>(
      `SELECT p.provider_id AS "providerId", p.id_token AS "idToken"
         FROM people.provider_session p JOIN people.web_session s ON s.id = p.session_id
        WHERE s.token_hash = sha256($1::bytea)`,
      [Buffer.from(sessionToken)],
    );
    if (!row) return undefined;
    const provider = await this.providers.one(row.providerId);
    if (!provider?.endsSession) return undefined;
    try {
      const client = await this.clients.of(provider);
      if (!client.serverMetadata().end_session_endpoint) return undefined;
      const url = oidc.buildEndSessionUrl(client, {
        id_token_hint: row.idToken,
        post_logout_redirect_uri: `${this.config.publicUrl}${signedOutPath}`,
      });
      return { href: url.href, name: provider.name };
    } catch {
      return undefined; // the service is away; who signs out here is out here
    }
  }

  /**
   * Ends the sessions of whom a service says that they signed out there (OpenID Connect Back-Channel Logout 1.0).
   * @throws what is wrong with the token
   */
  async hear(provider: ProviderRow, token: string): Promise<void> {
    const { sub, sid, jti } = await this.read(provider, token);
    await this.database.transaction(async (tx) => {
      const heard = await rows(
        tx,
        `INSERT INTO people.provider_logout (provider_id, jti, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING jti`,
        [provider.id, jti, new Date(this.clock.now().getTime() + 24 * 3_600_000)],
      );
      if (heard.length === 0) throw new Error('this token was heard before');
      for (const session of await this.sessionsOf(tx, provider, { sub, sid })) {
        await this.sessions.endOne(tx, session.personId, session.id);
        await this.journal.record(tx, {
          action: 'account.sessions-ended',
          subjectId: session.personId,
          data: { providerId: provider.id },
        });
      }
    });
    this.sessions.forget();
  }

  private async read(provider: ProviderRow, token: string): Promise<Whose & { jti: string }> {
    const server = (await this.clients.of(provider)).serverMetadata();
    if (!server.jwks_uri) throw new Error('the service has no keys');
    const keys = createRemoteJWKSet(new URL(server.jwks_uri), {
      [customFetch]: this.outgoing.fetch,
    });
    const { payload } = await jwtVerify(token, keys, {
      issuer: server.issuer,
      audience: provider.clientId,
      algorithms: SIGNED_WITH,
      maxTokenAge: FRESH_SECONDS,
      clockTolerance: 30,
      requiredClaims: ['jti', 'iat', 'events'],
    });
    const { sub, sid, jti, events, nonce } = payload;
    const isLogout = typeof events === 'object' && events !== null && EVENT in events;
    if (!isLogout || nonce !== undefined || typeof jti !== 'string')
      throw new Error('this is no logout token');
    const whose = { sub: text(sub), sid: text(sid) };
    if (!whose.sub && !whose.sid) throw new Error('this token says of nobody that they signed out');
    return { ...whose, jti: jti.slice(0, 300) };
  }

  private sessionsOf(
    tx: EntityManager,
    provider: ProviderRow,
    { sub, sid }: Whose,
  ): Promise<{ id: string; personId: string }[]> {
    return rows(
      tx,
      `SELECT s.id, s.person_id AS "personId"
         FROM people.provider_session p JOIN people.web_session s ON s.id = p.session_id
        WHERE p.provider_id = $1 AND ($2::text IS NULL OR p.subject = $2) AND ($3::text IS NULL OR p.sid = $3)
        ORDER BY s.id FOR UPDATE OF s`,
      [provider.id, sub ?? null, sid ?? null],
    );
  }
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined;
