import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { Passkey, PasskeyChallenge } from './passkey.entity';
import { PasskeyChallenges } from './passkey-challenges';
import { PasskeySignInPages } from './passkey-sign-in.pages';
import { Passkeys } from './passkeys';

/** Passkeys, and signing in with one. */
@Module({
  imports: [AccessModule, SignInModule, TypeOrmModule.forFeature([Passkey, PasskeyChallenge])],
  controllers: [PasskeySignInPages],
  providers: [PasskeyChallenges, Passkeys],
  exports: [Passkeys],
})
export class PasskeyModule {}
