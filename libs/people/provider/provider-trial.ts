import { Injectable } from '@nestjs/common';
import type { Configuration } from 'openid-client';

import { Outgoing, t } from '@academie/platform';

import { ProviderClients } from './provider-clients';
import type { ProviderRow } from './provider.queries';

/** One thing that was looked at. */
export interface TrialStep {
  isRight: boolean;
  text: string;
}

/** Tries a service out as far as that goes without a person: is it there, and can it do what is needed. */
@Injectable()
export class ProviderTrial {
  constructor(
    private readonly clients: ProviderClients,
    private readonly outgoing: Outgoing,
  ) {}

  /** Never throws: what is wrong is told. */
  async run(provider: ProviderRow): Promise<TrialStep[]> {
    let client: Configuration;
    try {
      client = await this.clients.discover(provider);
    } catch (error) {
      return [
        { isRight: false, text: t('people.provider.trial.not-found', { answer: said(error) }) },
      ];
    }
    const server = client.serverMetadata();
    const step = (isRight: boolean, key: string, params = {}): TrialStep => ({
      isRight,
      text: t(`people.provider.trial.${key}.${isRight ? 'right' : 'wrong'}`, params),
    });
    const keys = await this.keysOf(server.jwks_uri);
    return [
      step(true, 'found', { issuer: server.issuer }),
      step(server.response_types_supported?.includes('code') ?? false, 'code'),
      step(server.code_challenge_methods_supported?.includes('S256') ?? false, 'pkce'),
      step(keys > 0, 'keys', { count: keys }),
      step(server.end_session_endpoint !== undefined, 'logout'),
    ];
  }

  private async keysOf(address: string | undefined): Promise<number> {
    try {
      const answer = address && (await this.outgoing.fetch(address));
      const { keys } = (answer ? await answer.json() : {}) as { keys?: unknown };
      return Array.isArray(keys) ? keys.length : 0;
    } catch {
      return 0;
    }
  }
}

function said(error: unknown): string {
  const { message, cause } = error as Error;
  const deeper = cause instanceof Error ? `: ${cause.message}` : '';
  return `${message}${deeper}`.slice(0, 300);
}
