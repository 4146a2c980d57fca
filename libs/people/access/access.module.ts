import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessGuard } from './access.guard';
import { ApiToken, RoleGrant, SignInAttempt, WebSession } from './access.entity';
import { KeptForm } from './kept-form.entity';
import { KeptFormService } from './kept-form.service';
import { KeptSecrets } from './kept-secrets';
import { Navigation } from './navigation';
import { Passport } from './passport';
import { RoleService } from './role.service';
import { Scopes } from './scopes';
import { WaitingWork } from './waiting-work';
import { WaitingWorkController } from './waiting-work.controller';
import { SessionService } from './session.service';

/** Who is asking and what they may do. */
@Module({
  imports: [TypeOrmModule.forFeature([RoleGrant, WebSession, ApiToken, SignInAttempt, KeptForm])],
  controllers: [WaitingWorkController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    KeptFormService,
    KeptSecrets,
    Navigation,
    Passport,
    RoleService,
    Scopes,
    SessionService,
    WaitingWork,
  ],
  exports: [
    KeptFormService,
    KeptSecrets,
    Navigation,
    Passport,
    RoleService,
    Scopes,
    SessionService,
    WaitingWork,
  ],
})
export class AccessModule {}
