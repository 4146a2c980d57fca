import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { NoticeModule } from '../notice/notice.module';
import { PasswordModule } from '../password/password.module';
import { Invitation } from './invitation.entity';
import { InvitationPages } from './invitation.pages';
import { Invitations } from './invitations';
import { KeptFormPages } from './kept-form.pages';
import { PasswordStrategy } from './password.strategy';
import { SignInPace } from './sign-in-pace.entity';
import { SignInPaceService } from './sign-in-pace.service';
import { SignInPages } from './sign-in.pages';
import { SignInService } from './sign-in.service';

/** Passwords and invitations. */
@Module({
  imports: [
    AccessModule,
    NoticeModule,
    PasswordModule,
    TypeOrmModule.forFeature([Invitation, SignInPace]),
  ],
  controllers: [InvitationPages, KeptFormPages, SignInPages],
  providers: [Invitations, PasswordStrategy, SignInPaceService, SignInService],
  exports: [Invitations, SignInPaceService, SignInService],
})
export class SignInModule {}
