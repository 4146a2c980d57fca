import { Module, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Commands, Jobs, Seeds } from '@academie/platform';

import { ApiToken, RoleGrant, SignInAttempt, WebSession } from './access/access.entity';
import { AdminPages } from './admin/admin.pages';
import { AccessGuard } from './access/access.guard';
import { DemoAccounts } from './demo/demo-accounts';
import { DemoCommands } from './demo/demo-commands';
import { DemoPeopleSeed } from './demo/demo-people.seed';
import { ErasureController } from './erasure/erasure.controller';
import { ErasurePages } from './erasure/erasure.pages';
import { ErasureService } from './erasure/erasure.service';
import { Guests } from './person/guests';
import { Invitation } from './sign-in/invitation.entity';
import { InvitationPages } from './sign-in/invitation.pages';
import { Invitations } from './sign-in/invitations';
import { MergeController } from './merge/merge.controller';
import { PersonDistinct, PersonMerge, PersonMergeMove } from './merge/merge.entity';
import { MergePages } from './merge/merge.pages';
import { MergeQueries } from './merge/merge.queries';
import { MergeService } from './merge/merge.service';
import { JobFunction, Membership, MembershipFunction } from './directory/membership.entity';
import { Navigation, type NavigationEntry } from './access/navigation';
import { Organisation } from './directory/organisation.entity';
import {
  OrganisationEnding,
  OrganisationEndingMove,
} from './organisation/organisation-ending.entity';
import { OrganisationEndingsController } from './organisation/organisation-endings.controller';
import { OrganisationPages } from './organisation/organisation.pages';
import { OrganisationParts } from './organisation/organisation-data';
import { OrganisationQueries } from './organisation/organisation.queries';
import { OrganisationService } from './organisation/organisation.service';
import { OrganisationsController } from './person/organisations.controller';
import { OwnPersonPart } from './merge/person-data.handler';
import { PeopleQueries } from './person/people.queries';
import { PeopleSeed } from './directory/people.seed';
import { EmailAddress, Password, Person } from './directory/person.entity';
import { PersonParts } from './merge/person-data';
import { RoleService } from './access/role.service';
import { Scopes } from './access/scopes';
import { Sessions } from './access/session.service';
import { SignIn } from './sign-in/sign-in.service';
import { SignInPages } from './sign-in/sign-in.pages';
import { StatementsPages } from './legal/legal.pages';

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
