import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';

import { Clock, Database, Outgoing } from '@academie/platform';

import { ToolTokenRefused } from '../elearning.errors';
import { ToolQueries, type ToolRow } from './tool.queries';

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384'];
/** A token is for now; clocks differ by a minute. */
const MOST_AGE_S = 3600;
const SKEW_S = 60;
const LONGEST_TOKEN = 40_000;
const LONGEST_NONCE = 500;

/** What a tool said, signed by it. */
export interface ToolToken {
  tool: ToolRow;
  claims: JWTPayload;
}

/** Reads what tools sign: with keys of their own, for us, for now, and once. */
@Injectable()
export class ToolTokens {
  private readonly known = new LRUCache<string, JWTVerifyGetKey>({ max: 100, ttl: 600_000 });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outgoing: Outgoing,
    private readonly tools: ToolQueries,
  ) {}

  /**
   * A token that a tool signed, whose issuer is its client id. `once` names the claim that makes it the only one.
   * @throws ToolTokenRefused, with what is wrong as its cause
   */
  async read(
    token: unknown,
    { audience, once }: { audience: string[]; once: 'jti' | 'nonce' },
  ): Promise<ToolToken> {
    try {
      if (typeof token !== 'string' || token.length > LONGEST_TOKEN) throw new Error('no token');
      const tool = await this.tools.find(decodeJwt(token).iss);
      if (!tool) throw new Error('no such tool');
      const { payload } = await jwtVerify(token, this.keysOf(tool), {
        algorithms: ALGORITHMS,
        issuer: tool.id,
        audience,
        maxTokenAge: MOST_AGE_S,
        clockTolerance: SKEW_S,
        currentDate: this.clock.now(),
        requiredClaims: ['exp', 'iat', once],
      });
      if (Array.isArray(payload.aud) && payload.aud.length > 1) throw new Error('for others too');
      await this.useOnce(tool, payload[once]);
      return { tool, claims: payload };
    } catch (error) {
      throw Object.assign(new ToolTokenRefused(), { cause: error });
    }
  }

  private async useOnce({ id }: ToolRow, nonce: unknown): Promise<void> {
    if (typeof nonce !== 'string' || nonce === '' || nonce.length > LONGEST_NONCE)
      throw new Error('no mark of its own');
    const until = new Date(this.clock.now().getTime() + 2 * (MOST_AGE_S + SKEW_S) * 1000);
    const kept = await this.database.rows(
      `INSERT INTO elearning.tool_nonce (tool_id, nonce, until) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING 1 AS one`,
      [id, createHash('sha256').update(nonce).digest('hex'), until],
    );
    if (kept.length === 0) throw new Error('it came before');
  }

  // Looked up on the address of the tool, through `Outgoing`, and anew when a key is not among them.
  private keysOf({ id, keysUrl, keys }: ToolRow): JWTVerifyGetKey {
    if (keys)
      return (header, token) => {
        // A key that was pasted without a name is tried whatever the token calls it.
        const named = keys.keys.map((key) => ({ kid: header.kid, ...key }));
        return createLocalJWKSet({ keys: named })(header, token);
      };
    const address = keysUrl ?? '';
    const known = this.known.get(`${id} ${address}`);
    if (known) return known;
    const found = createRemoteJWKSet(new URL(address), {
      [customFetch]: this.outgoing.fetch,
    });
    this.known.set(`${id} ${address}`, found);
    return found;
  }
}
