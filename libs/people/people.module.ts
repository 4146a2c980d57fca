import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Commands, Jobs, Seeds } from '@academie/platform';

import { ApiToken, RoleGrant, SignInAttempt, WebSession } from './access.entity';
import { AdminPages } from './admin.pages';
import { AccessGuard } from './allow';
import { DemoAccounts } from './demo-accounts';
import { DemoCommands } from './demo-commands';
import { DemoPeopleSeed } from './demo-people.seed';
import { ErasureController } from './erasure.controller';
import { ErasurePages } from './erasure.pages';
import { ErasureService } from './erasure.service';
import { Guests } from './guests';
import { Invitation } from './invitation.entity';
import { InvitationPages } from './invitation.pages';
import { Invitations } from './invitations';
import { MergeController } from './merge.controller';
import { PersonDistinct, PersonMerge, PersonMergeMove } from './merge.entity';
import { MergePages } from './merge.pages';
import { MergeQueries } from './merge.queries';
import { MergeService } from './merge.service';
import { JobFunction, Membership, MembershipFunction } from './membership.entity';
import { Navigation, type NavigationEntry } from './navigation';
import { Organisation } from './organisation.entity';
import { OrganisationEnding, OrganisationEndingMove } from './organisation-ending.entity';
import { OrganisationEndingsController } from './organisation-endings.controller';
import { OrganisationPages } from './organisation.pages';
import { OrganisationParts } from './organisation-parts';
import { OrganisationQueries } from './organisation.queries';
import { OrganisationService } from './organisation.service';
import { OrganisationsController } from './organisations.controller';
import { OwnPersonPart } from './own-person-part';
import { PeopleQueries } from './people.queries';
import { PeopleSeed } from './people.seed';
import { EmailAddress, Password, Person } from './person.entity';
import { PersonParts } from './person-parts';
import { RoleService } from './role.service';
import { Scopes } from './scopes';
import { Sessions } from './sessions';
import { SignIn } from './sign-in';
import { SignInPages } from './sign-in.pages';
import { StatementsPages } from './statements.pages';

const ENTITIES = [
  Organisation,
  Person,
  EmailAddress,
  Password,
  Invitation,
  Membership,
  JobFunction,
  MembershipFunction,
  RoleGrant,
  WebSession,
  ApiToken,
  SignInAttempt,
  PersonMerge,
  PersonMergeMove,
  PersonDistinct,
  OrganisationEnding,
  OrganisationEndingMove,
];

const ENTRIES: NavigationEntry[] = [
  {
    href: '/beheer',
    label: 'Beheer',
    roles: ['administrator', 'theme_lead', 'auditor'],
    position: 90,
  },
  {
    section: 'admin',
    href: '/beheer/personen',
    label: 'Personen',
    description: 'Wie er zijn, waar zij werken en welke rollen zij hebben.',
    roles: ['administrator', 'auditor'],
    position: 50,
  },
  {
    section: 'admin',
    href: '/beheer/personen/dubbel',
    label: 'Dubbele personen',
    description: 'Twee dossiers van dezelfde persoon samenvoegen, of weer uit elkaar halen.',
    roles: ['administrator', 'auditor'],
    position: 55,
  },
  {
    section: 'admin',
    href: '/beheer/organisaties',
    label: 'Organisaties',
    description: 'De 32 gemeenten en de partners, met hun geschiedenis.',
    roles: ['administrator', 'auditor'],
    position: 60,
  },
  {
    section: 'admin',
    href: '/beheer/logboek',
    label: 'Logboek',
    description: 'Alles wat er gebeurd is: door wie, wanneer en waarom.',
    roles: ['administrator', 'auditor'],
    position: 90,
  },
];

@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES)],
  controllers: [
    AdminPages,
    ErasureController,
    ErasurePages,
    InvitationPages,
    MergeController,
    MergePages,
    OrganisationEndingsController,
    OrganisationPages,
    OrganisationsController,
    SignInPages,
    StatementsPages,
  ],
  providers: [
    DemoAccounts,
    DemoCommands,
    DemoPeopleSeed,
    ErasureService,
    Guests,
    Invitations,
    PeopleSeed,
    MergeQueries,
    MergeService,
    Navigation,
    OrganisationParts,
    OrganisationQueries,
    OrganisationService,
    OwnPersonPart,
    PeopleQueries,
    PersonParts,
    RoleService,
    Scopes,
    Sessions,
    SignIn,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    DemoAccounts,
    Guests,
    Invitations,
    MergeService,
    Navigation,
    OrganisationParts,
    OrganisationService,
    PeopleQueries,
    PersonParts,
    Scopes,
    Sessions,
    SignIn,
  ],
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
    private readonly navigation: Navigation,
    private readonly organisations: OrganisationService,
  ) {}

  onModuleInit(): void {
    this.jobs.every('17 * * * *', 'people.remove-expired-sessions', () =>
      this.sessions.removeExpired(),
    );
    this.jobs.every('5 * * * *', 'people.organisations-that-end', async () => {
      await this.organisations.carryOutDue();
    });
    this.seeds.add(this.peopleSeed);
    this.seeds.add(this.demoPeopleSeed);
    for (const command of this.demoCommands.all) this.commands.add(command);
    for (const entry of ENTRIES) this.navigation.add(entry);
  }
}
