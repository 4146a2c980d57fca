import { Module } from '@nestjs/common';

import { WritesJournal } from '@academie/platform';

import { PEOPLE_EVENTS } from './people.events';
import { DirectoryModule } from './directory/directory.module';
import { AccessModule } from './access/access.module';
import { PersonModule } from './person/person.module';
import { SignInModule } from './sign-in/sign-in.module';
import { MergeModule } from './merge/merge.module';
import { ErasureModule } from './erasure/erasure.module';
import { RenameModule } from './rename/rename.module';
import { OrganisationModule } from './organisation/organisation.module';
import { SetupModule } from './setup/setup.module';
import { AdminModule } from './admin/admin.module';
import { LegalModule } from './legal/legal.module';
import { DemoModule } from './demo/demo.module';

const FOLDERS = [
  DirectoryModule,
  AccessModule,
  PersonModule,
  SignInModule,
  MergeModule,
  ErasureModule,
  RenameModule,
  OrganisationModule,
  SetupModule,
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
