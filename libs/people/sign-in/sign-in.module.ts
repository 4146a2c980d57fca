import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { NoticeModule } from '../notice/notice.module';
import { PasswordModule } from '../password/password.module';
import { Arrival } from './arrival';
import { Invitation } from './invitation.entity';
import { InvitationPages } from './invitation.pages';
import { Invitations } from './invitations';
import { KeptFormPages } from './kept-form.pages';
import { PasswordStrategy } from './password.strategy';
import { SignInPace } from './sign-in-pace.entity';
import { SignInPaceService } from './sign-in-pace.service';
import { SignInPages } from './sign-in.pages';
import { SignInStep } from './sign-in-step.entity';
import { SignInSteps } from './sign-in-steps';
import { SignInService } from './sign-in.service';
import { SignInWays } from './sign-in-ways';

/** Passwords and invitations. */
@Module({
  imports: [
    AccessModule,
    NoticeModule,
    PasswordModule,
    TypeOrmModule.forFeature([Invitation, SignInPace, SignInStep]),
  ],
  controllers: [InvitationPages, KeptFormPages, SignInPages],
  providers: [
    Arrival,
    Invitations,
    PasswordStrategy,
    SignInPaceService,
    SignInService,
    SignInSteps,
    SignInWays,
  ],
  exports: [Arrival, Invitations, SignInPaceService, SignInService, SignInSteps, SignInWays],
})
export class SignInModule {}
