import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';

import { networkOf } from '@academie/platform';

import { Passport } from '../access/passport';
import { deviceOf } from './known-device';
import { SignInService } from './sign-in.service';

/** What signing in with a password gives. */
export interface SignedIn {
  /** For the session cookie. */
  sessionToken: string;
  /** For the device cookie. */
  device: string;
  /** Whether the browser stays signed in after it is closed. */
  stays: boolean;
}

/** Signing in with the form of an address and a password, as passport-local reads it. */
@Injectable()
export class PasswordStrategy {
  constructor(passport: Passport, signIn: SignInService) {
    const strategy = new Strategy(
      { usernameField: 'email', passReqToCallback: true },
      (request: unknown, email, password, done) => {
        const caller = callerOf(request as FastifyRequest);
        const stays = staysIn((request as FastifyRequest).body);
        signIn.withPassword({ email: email.trim(), password, stays }, caller).then(
          (sessionToken) =>
            done(null, { sessionToken, device: caller.device, stays } satisfies SignedIn),
          (error: unknown) => done(error),
        );
      },
    );
    passport.use('password', strategy);
  }
}

const staysIn = (body: unknown): boolean => (body as { stays?: unknown }).stays === 'ja';

const callerOf = (
  request: FastifyRequest,
): { network: string; device: string; deviceName: string } => {
  const { name, secret } = deviceOf(request);
  return { network: networkOf(request), device: secret, deviceName: name };
};
