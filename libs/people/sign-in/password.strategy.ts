import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';

import { Passport } from '../access/passport';
import { callerOf } from './known-device';
import { type Entered, SignInService } from './sign-in.service';

/** What a right password gives. */
export interface PasswordRight {
  entered: Entered;
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
          (entered) =>
            done(null, { entered, device: caller.device, stays } satisfies PasswordRight),
          (error: unknown) => done(error),
        );
      },
    );
    passport.use('password', strategy);
  }
}

const staysIn = (body: unknown): boolean => (body as { stays?: unknown }).stays === 'ja';
