import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CONFIG, type Config, seeOther } from '@academie/platform';

import { sessionCookie, setSessionCookie } from '../access/authentication.hook';
import { Navigation } from '../access/navigation';
import { SessionService } from '../access/session.service';
import { rememberDevice } from './known-device';
import type { Entered } from './sign-in.service';
import { SECOND_STEP, SignInSteps } from './sign-in-steps';

/** A session that has just begun. */
export interface NewSession {
  /** For the session cookie. */
  sessionToken: string;
  /** For the device cookie. */
  device: string;
  /** Whether the browser stays signed in after it is closed. */
  stays: boolean;
}

/** What every way to sign in ends with: the cookies, and the page somebody came for. */
@Injectable()
export class Arrival {
  constructor(
    private readonly sessions: SessionService,
    private readonly steps: SignInSteps,
    private readonly navigation: Navigation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Lets somebody in who showed one thing: to `next`, or first to where the second factor is asked. */
  async enter(
    request: FastifyRequest,
    reply: FastifyReply,
    entered: Entered & Pick<NewSession, 'device' | 'stays'>,
    next: string,
  ): Promise<void> {
    if ('sessionToken' in entered) return this.welcome(request, reply, entered, next);
    this.steps.setCookie(reply, entered.stepToken);
    seeOther(reply, `${SECOND_STEP}?naar=${encodeURIComponent(next)}`);
  }

  /** Gives the browser its session and goes to `next`, or to where the work of this person begins. */
  async welcome(
    request: FastifyRequest,
    reply: FastifyReply,
    session: NewSession,
    next: string,
  ): Promise<void> {
    const before = request.cookies[sessionCookie(this.config)];
    if (before) await this.sessions.end(before);
    setSessionCookie(reply, this.config, session.sessionToken, session.stays);
    rememberDevice(reply, this.config, session.device);
    seeOther(reply, next === '/' ? await this.startOf(session) : next);
  }

  private async startOf({ sessionToken }: NewSession): Promise<string> {
    const session = await this.sessions.bySession(sessionToken);
    return session ? this.navigation.startOf(session.actor) : '/';
  }
}
