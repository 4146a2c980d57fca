import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { Invitation } from './invitation.entity';
import { InvitationPages } from './invitation.pages';
import { Invitations } from './invitations';
import { SignInPages } from './sign-in.pages';
import { SignInService } from './sign-in.service';

/** Passwords and invitations. */
@Module({
  imports: [AccessModule, TypeOrmModule.forFeature([Invitation])],
  controllers: [InvitationPages, SignInPages],
  providers: [Invitations, SignInService],
  exports: [Invitations, SignInService],
})
export class SignInModule {}
