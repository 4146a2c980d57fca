import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessGuard } from './access.guard';
import { ApiToken, RoleGrant, SignInAttempt, WebSession } from './access.entity';
import { Navigation } from './navigation';
import { RoleService } from './role.service';
import { Scopes } from './scopes';
import { SessionService } from './session.service';

/** Who is asking and what they may do. */
@Module({
  imports: [TypeOrmModule.forFeature([RoleGrant, WebSession, ApiToken, SignInAttempt])],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    Navigation,
    RoleService,
    Scopes,
    SessionService,
  ],
  exports: [Navigation, RoleService, Scopes, SessionService],
})
export class AccessModule {}
