import { Module } from '@nestjs/common';

import { WritesJournal } from '@academie/platform';

import { PEOPLE_EVENTS } from './people.events';
import { DirectoryModule } from './directory/directory.module';
import { AccessModule } from './access/access.module';
import { LinkModule } from './link/link.module';
import { NoticeModule } from './notice/notice.module';
import { PasswordModule } from './password/password.module';
import { ProcessingModule } from './processing/processing.module';
import { PersonModule } from './person/person.module';
import { SignInModule } from './sign-in/sign-in.module';
import { RecoveryModule } from './recovery/recovery.module';
import { RegistrationModule } from './registration/registration.module';
import { MergeModule } from './merge/merge.module';
import { PasskeyModule } from './passkey/passkey.module';
import { FactorModule } from './factor/factor.module';
import { ErasureModule } from './erasure/erasure.module';
import { RenameModule } from './rename/rename.module';
import { OwnDataModule } from './own-data/own-data.module';
import { AccountModule } from './account/account.module';
import { BlockModule } from './block/block.module';
import { OrganisationModule } from './organisation/organisation.module';
import { MembershipModule } from './membership/membership.module';
import { ProposalModule } from './proposal/proposal.module';
import { OrganisationEditModule } from './organisation-edit/organisation-edit.module';
import { RolesModule } from './roles/roles.module';
import { TokenModule } from './token/token.module';
import { ProviderModule } from './provider/provider.module';
import { ProviderSignInModule } from './provider-sign-in/provider-sign-in.module';
import { ProviderLinksModule } from './provider-links/provider-links.module';
import { ProviderLogoutModule } from './provider-logout/provider-logout.module';
import { ScimKeyModule } from './scim-key/scim-key.module';
import { ScimModule } from './scim/scim.module';
import { SetupModule } from './setup/setup.module';
import { RetentionModule } from './retention/retention.module';
import { ClosedGroupModule } from './closed-group/closed-group.module';
import { ListModule } from './list/list.module';
import { HealthModule } from './health/health.module';
import { AdminModule } from './admin/admin.module';
import { LegalModule } from './legal/legal.module';
import { DemoModule } from './demo/demo.module';

const FOLDERS = [
  DirectoryModule,
  AccessModule,
  LinkModule,
  NoticeModule,
  PasswordModule,
  ProcessingModule,
  PersonModule,
  SignInModule,
  RecoveryModule,
  RegistrationModule,
  MergeModule,
  PasskeyModule,
  FactorModule,
  ErasureModule,
  RenameModule,
  OwnDataModule,
  AccountModule,
  BlockModule,
  MembershipModule,
  ProposalModule,
  RolesModule,
  TokenModule,
  ProviderModule,
  ProviderSignInModule,
  ProviderLinksModule,
  ProviderLogoutModule,
  ScimKeyModule,
  ScimModule,
  OrganisationModule,
  OrganisationEditModule,
  SetupModule,
  RetentionModule,
  ClosedGroupModule,
  ListModule,
  HealthModule,
  AdminModule,
  LegalModule,
  DemoModule,
];

/** Persons, organisations and what they may do. */
@WritesJournal('people', PEOPLE_EVENTS)
@Module({
  imports: FOLDERS,
  exports: FOLDERS,
})
export class PeopleModule {}
