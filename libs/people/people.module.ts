import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';

import { WritesJournal } from '@academie/platform';

import { PEOPLE_EVENTS } from './people.events';
import { ApiToken, RoleGrant, SignInAttempt, WebSession } from './access/access.entity';
import { AdminPages } from './admin/admin.pages';
import { AutomationPages } from './admin/automation.pages';
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
import { Navigation } from './access/navigation';
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
import { SessionService } from './access/session.service';
import { SignInService } from './sign-in/sign-in.service';
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

@WritesJournal('people', PEOPLE_EVENTS)
@Module({
  imports: [TypeOrmModule.forFeature(ENTITIES)],
  controllers: [
    AdminPages,
    AutomationPages,
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
    SessionService,
    SignInService,
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
    SessionService,
    SignInService,
  ],
})
export class PeopleModule {}
