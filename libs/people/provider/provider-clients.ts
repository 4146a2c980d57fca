import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import * as oidc from 'openid-client';

import { CONFIG, type Config, Outgoing } from '@academie/platform';

import { KeptSecrets } from '../access/kept-secrets';
import { ProviderUnreachable } from './provider.errors';
import type { ProviderRow } from './provider.queries';

/** What a service says of itself changes seldom, its keys are looked up anew when one is unknown. */
const KNOWN_MS = 10 * 60_000;

/** Under which name the secret of a service is sealed. */
export const secretName = (providerId: string): string => `provider ${providerId}`;

/**
 * How the academie speaks with each service: found on its own address (OpenID Connect Discovery), with every token's
 * signature checked against its keys. The requests go through `Outgoing`, so they never reach the own network.
 */
@Injectable()
export class ProviderClients {
  private readonly known = new LRUCache<string, oidc.Configuration>({ max: 100, ttl: KNOWN_MS });

  constructor(
    private readonly outgoing: Outgoing,
    private readonly secrets: KeptSecrets,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProviderUnreachable */
  async of(provider: ProviderRow): Promise<oidc.Configuration> {
    const key = keyOf(provider);
    const known = this.known.get(key);
    if (known) return known;
    try {
      const found = await this.discover(provider);
      this.known.set(key, found);
      return found;
    } catch (error) {
      throw Object.assign(new ProviderUnreachable(), { cause: error });
    }
  }

  /** Looks the service up anew. @throws what went wrong, in the words of the library */
  async discover(provider: ProviderRow): Promise<oidc.Configuration> {
    const { issuer, clientId } = provider;
    const fetch = this.outgoing.fetch as oidc.CustomFetch;
    const insecure: ((client: oidc.Configuration) => void)[] = this.config.privateAddresses
      ? // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out: a demo or test has no TLS
        [oidc.allowInsecureRequests]
      : [];
    const found = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), {
      [oidc.customFetch]: fetch,
      execute: insecure,
      timeout: 5,
    });
    const server = found.serverMetadata();
    const secret = provider.secret && this.secretOf(provider);
    const client = new oidc.Configuration(
      server,
      clientId,
      secret ? { client_secret: secret } : {},
      secret ? authenticationFor(server, secret) : oidc.None(),
    );
    client[oidc.customFetch] = fetch;
    client.timeout = 5;
    for (const allow of insecure) allow(client);
    // A token from the service itself could go unchecked by the standard; checked, a bad proxy changes nothing.
    oidc.enableNonRepudiationChecks(client);
    return client;
  }

  /** After a change here; other processes see it by the change itself. */
  forget(providerId: string): void {
    for (const key of this.known.keys()) if (key.startsWith(providerId)) this.known.delete(key);
  }

  private secretOf({ id, secret, isSealed }: ProviderRow): string {
    const text = secret && this.secrets.read({ secret, isSealed }, secretName(id));
    if (!text) throw new Error('the secret cannot be read: CREDENTIAL_SECRET is another one');
    return text;
  }
}

// Whatever is part of how it is asked, so that a change in another process is a change here.
const keyOf = ({ id, issuer, clientId, secret }: ProviderRow): string =>
  [id, issuer, clientId, secret?.toString('base64') ?? ''].join(' ');

function authenticationFor(server: oidc.ServerMetadata, secret: string): oidc.ClientAuth {
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic')
    ? oidc.ClientSecretBasic(secret)
    : oidc.ClientSecretPost(secret);
}
