import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Jobs } from '@academie/platform';

import { ApiToken, RoleGrant, SignInAttempt, WebSession } from './access.entity';
import { AccessGuard } from './allow';
import { DemoAccounts } from './demo-accounts';
import { JobFunction, Membership, MembershipFunction } from './membership.entity';
import { Navigation } from './navigation';
import { Organisation } from './organisation.entity';
import { EmailAddress, Password, Person } from './person.entity';
import { Sessions } from './sessions';
import { SignIn } from './sign-in';
import { SignInPages } from './sign-in.pages';

const ENTITIES = [
  Organisation,
  Person,
  EmailAddress,
  Password,
  Membership,
  JobFunction,
  MembershipFunction,
  RoleGrant,
  WebSession,
  ApiToken,
  SignInAttempt,
];

@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES)],
  controllers: [SignInPages],
  providers: [
    DemoAccounts,
    Navigation,
    Sessions,
    SignIn,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [DemoAccounts, Navigation, Sessions, SignIn],
})
export class PeopleModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly sessions: Sessions,
  ) {}

  onModuleInit(): void {
    this.jobs.every('17 * * * *', 'people.remove-expired-sessions', () =>
      this.sessions.removeExpired(),
    );
  }
}
