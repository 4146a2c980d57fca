import { Inject, Injectable, Logger } from '@nestjs/common';

import { CONFIG, type Config } from '@academie/platform';

import { ToolNotKnown, ToolScopeMissing } from '../elearning.errors';
import { AcademieKeys } from '../tool/academie-keys';
import { TOKEN } from '../tool/tool-addresses';
import { ToolQueries, type ToolRow } from '../tool/tool.queries';
import { ToolTokens } from '../tool/tool-tokens';
import { SCOPES } from '../tool-launch/tool-message';

const TOKEN_SECONDS = 3600;
const ACCESS_TOKEN = 'at+jwt';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What OAuth 2.0 (RFC 6749, section 5) answers. */
export type TokenAnswer =
  | { access_token: string; token_type: 'Bearer'; expires_in: number; scope: string }
  | { error: 'invalid_client' | 'invalid_request' | 'unsupported_grant_type' | 'invalid_scope' };

/** Which tool asks, and what it may: a token for an hour, for a tool that signs who it is (RFC 7523). */
@Injectable()
export class ToolAccess {
  private readonly log = new Logger('tool');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: AcademieKeys,
    private readonly tokens: ToolTokens,
    private readonly tools: ToolQueries,
  ) {}

  async grant(asked: Record<string, unknown>): Promise<TokenAnswer> {
    if (asked.grant_type !== 'client_credentials') return { error: 'unsupported_grant_type' };
    if (asked.client_assertion_type !== ASSERTION) return { error: 'invalid_request' };
    const scopes = typeof asked.scope === 'string' ? asked.scope.split(' ') : [];
    const granted = SCOPES.filter((scope) => scopes.includes(scope));
    if (granted.length === 0) return { error: 'invalid_scope' };
    try {
      const { publicUrl } = this.config;
      const { tool, claims } = await this.tokens.read(asked.client_assertion, {
        audience: [`${publicUrl}${TOKEN}`, publicUrl],
        once: 'jti',
      });
      if (claims.sub !== tool.id || !tool.givesScores) return { error: 'invalid_client' };
      const scope = granted.join(' ');
      const claimed = { iss: publicUrl, aud: this.audience, sub: tool.id, scope };
      const token = await this.keys.sign(claimed, TOKEN_SECONDS, ACCESS_TOKEN);
      return { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS, scope };
    } catch (error) {
      const { cause } = error as Error;
      this.log.warn(`no token: ${cause instanceof Error ? cause.message : 'refused'}`);
      if (!cause) throw error;
      return { error: 'invalid_client' };
    }
  }

  /** The tool with this header. @throws ToolNotKnown, ToolScopeMissing */
  async of(authorization: string | undefined, scope: (typeof SCOPES)[number]): Promise<ToolRow> {
    const [, token] = /^Bearer ([\w.-]{20,4000})$/i.exec(authorization ?? '') ?? [];
    if (!token) throw new ToolNotKnown();
    const claims = await this.keys
      .verify(token, { audience: this.audience, typ: ACCESS_TOKEN })
      .catch(() => undefined);
    const tool = claims && (await this.tools.find(claims.sub));
    if (!tool) throw new ToolNotKnown();
    if (!String(claims.scope).split(' ').includes(scope)) throw new ToolScopeMissing();
    return tool;
  }

  private get audience(): string {
    return `${this.config.publicUrl}/lti/courses`;
  }
}
