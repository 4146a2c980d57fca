import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import Provider, { type Configuration } from 'oidc-provider';

const CLIENT = { id: 'academie', secret: 'een-secret-van-de-dienst' };

type Lie = (claims: JWTPayload) => JWTPayload | string | Promise<JWTPayload | string>;

/** A sign-in service of an organisation: oidc-provider, on this machine. Nobody types there: `user` is who signs in. */
export class SignInProvider {
  readonly client = CLIENT;
  issuer!: string;
  /** By subject; what the service says of each. */
  readonly people = new Map<string, Record<string, unknown>>();
  /** Who signs in next. */
  user = '';
  /** Changes what the service says in the token that it signs; or is a token of its own. */
  lie: Lie | undefined;
  private readonly key: JWK & { kid: string };
  private readonly server = http.createServer();

  constructor() {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = privateKey.export({ format: 'jwk' });
    this.key = { ...(jwk as JWK), kid: 'sleutel', alg: 'RS256', use: 'sig' };
  }

  /** Starts it for an academie that people come back to on `publicUrl`. */
  async start(publicUrl: () => string, slug: string): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    const provider = new Provider(this.issuer, this.configuration(publicUrl(), slug));
    provider.use(async (ctx, next) => {
      const [, uid] = /^\/interaction\/(.+)$/.exec(ctx.path) ?? [];
      if (uid) {
        await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: this.user } });
        ctx.respond = false;
        return;
      }
      await next();
      const body = ctx.body as { id_token?: string } | undefined;
      if (this.lie && ctx.path === '/token' && body?.id_token)
        body.id_token = await this.told(this.lie, body.id_token);
    });
    this.server.on('request', (request, reply) => void provider.callback()(request, reply));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A token with the signature of the service. */
  async sign(claims: JWTPayload, typ = 'JWT'): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: this.key.kid, typ })
      .sign(await importJWK(this.key, 'RS256'));
  }

  private async told(lie: Lie, token: string): Promise<string> {
    expect(decodeProtectedHeader(token).alg).toBe('RS256');
    const said = await lie(decodeJwt(token));
    return typeof said === 'string' ? said : this.sign(said);
  }

  private configuration(publicUrl: string, slug: string): Configuration {
    return {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${publicUrl}/inloggen/organisatie/${slug}/terug`],
          post_logout_redirect_uris: [`${publicUrl}/uitgelogd`],
        },
      ],
      jwks: { keys: [this.key] },
      pkce: { required: () => true },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      claims: {
        openid: ['sub', 'sid'],
        email: ['email', 'email_verified'],
        profile: ['name', 'given_name', 'family_name', 'department', 'roles'],
      },
      conformIdTokenClaims: false,
      cookies: { keys: ['een sleutel voor koekjes'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_ctx, sub) => ({
        accountId: sub,
        claims: () => Promise.resolve({ sub, ...this.people.get(sub) }),
      }),
      // Whoever signs in agrees with what is asked.
      loadExistingGrant: async (ctx) => {
        const { client, session, provider, params } = ctx.oidc;
        const grant = new provider.Grant({
          clientId: client!.clientId,
          accountId: session!.accountId!,
        });
        grant.addOIDCScope(String(params!.scope));
        await grant.save();
        return grant;
      },
    };
  }
}
