import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  Database,
  LimitByAddress,
  localPathOrHome,
  Public,
  Refusal,
  refusalText,
  seeOther,
} from '@academie/platform';

import { AnySession } from '../access/access.guard';
import { Arrival } from '../sign-in/arrival';
import { callerOf } from '../sign-in/known-device';
import { SignInPaceService } from '../sign-in/sign-in-pace.service';
import { SignInService } from '../sign-in/sign-in.service';
import { PasskeyRefused } from './passkey.errors';
import { readSignature } from './passkey-answer';
import { Passkeys } from './passkeys';

/** A hall of people who sign in at nine is far below it. */
const PER_MINUTE = 600;

/** Signing in with a passkey alone: the browser knows who it is. */
@ApiExcludeController()
@Controller('inloggen/passkey')
@Public()
export class PasskeySignInPages {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly signIn: SignInService,
    private readonly paces: SignInPaceService,
    private readonly arrival: Arrival,
    private readonly database: Database,
  ) {}

  /** What the script of the page hands to the browser. */
  @Post('vraag')
  @HttpCode(200)
  @AnySession()
  @LimitByAddress(PER_MINUTE)
  ask(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.passkeys.optionsToSign();
  }

  @Post()
  @AnySession()
  @LimitByAddress(PER_MINUTE)
  async enter(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { answer, next, stays } = (body ?? {}) as Record<string, unknown>;
    const way = localPathOrHome(next);
    try {
      const signed = readSignature(answer);
      if (!signed) throw new PasskeyRefused();
      const personId = await this.passkeys.signedBy(signed);
      const caller = callerOf(request);
      const isKnownDevice = await this.paces.isKnown(personId, caller);
      const who = { personId, stays: stays === 'ja', isKnownDevice };
      const sessionToken = await this.database.transaction((tx) =>
        this.signIn.complete(tx, who, caller),
      );
      const session = { sessionToken, device: caller.device, stays: who.stays };
      await this.arrival.welcome(request, reply, session, way);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      seeOther(reply, `/inloggen?naar=${encodeURIComponent(way)}`, refusalText(error), 'error');
    }
  }
}
