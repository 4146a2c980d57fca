import { Body, Controller, Get, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, FromElsewhere } from '@academie/people';
import { CONFIG, type Config, LimitByAddress, Public, t } from '@academie/platform';

import { AUTHORIZE } from '../tool/tool-addresses';
import { inOwnFrame } from './in-own-frame';
import { type AuthorizationRequest, AuthorizationService } from './authorization.service';

const PER_MINUTE = 240;
/** All that a tool may ask with. */
const ASKED = [
  'scope',
  'response_type',
  'response_mode',
  'prompt',
  'client_id',
  'redirect_uri',
  'state',
  'nonce',
  'login_hint',
  'lti_message_hint',
];
const LONGEST = 2000;

/** Where a tool sends the browser to be told who sits there (OpenID Connect, LTI security 1.0, section 5.1.1). */
@ApiExcludeController()
@Controller('leerprogramma/aanmelden')
export class AuthorizationPages {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly authorization: AuthorizationService,
  ) {}

  @Get()
  @Allow('participant')
  @LimitByAddress(PER_MINUTE)
  async answer(
    @CurrentActor() actor: Actor,
    @Query() query: AuthorizationRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await this.authorization.answer(actor, query);
    const own = String(reply.getHeader('content-security-policy') ?? '');
    // The form on this page goes to the tool, which may send the browser on within its own hosts.
    const schemes = this.config.privateAddresses ? 'https: http:' : 'https:';
    void reply.header(
      'content-security-policy',
      own.replace("form-action 'self'", `form-action 'self' ${schemes}`),
    );
    if (form.inFrame) inOwnFrame(reply);
    reply.view('elearning/tool-launch/hand-over', {
      ...form,
      title: t('elearning.tool.going', { name: form.toolName }),
    });
  }

  /** A tool may ask by a form too; the browser then brings no session along, so it asks again by a link. */
  @Post()
  @Public()
  @FromElsewhere()
  @LimitByAddress(PER_MINUTE)
  again(@Body() body: unknown, @Res() reply: FastifyReply): void {
    const given = (body ?? {}) as Record<string, unknown>;
    const query = new URLSearchParams();
    for (const name of ASKED) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (typeof value === 'string' && value.length <= LONGEST) query.set(name, value);
    }
    void reply.redirect(`${AUTHORIZE}?${query.toString()}`, 303);
  }
}
