import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Commands, Jobs, Seeds } from '@academie/platform';

import { ApiToken, RoleGrant, SignInAttempt, WebSession } from './access.entity';
import { AccessGuard } from './allow';
import { DemoAccounts } from './demo-accounts';
import { DemoCommands } from './demo-commands';
import { DemoPeopleSeed } from './demo-people.seed';
import { JobFunction, Membership, MembershipFunction } from './membership.entity';
import { Navigation } from './navigation';
import { Organisation } from './organisation.entity';
import { PeopleSeed } from './people.seed';
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
    DemoCommands,
    DemoPeopleSeed,
    PeopleSeed,
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
    private readonly seeds: Seeds,
    private readonly peopleSeed: PeopleSeed,
    private readonly demoPeopleSeed: DemoPeopleSeed,
    private readonly commands: Commands,
    private readonly demoCommands: DemoCommands,
  ) {}

  onModuleInit(): void {
    this.jobs.every('17 * * * *', 'people.remove-expired-sessions', () =>
      this.sessions.removeExpired(),
    );
    this.seeds.add(this.peopleSeed);
    this.seeds.add(this.demoPeopleSeed);
    for (const command of this.demoCommands.all) this.commands.add(command);
  }
}
