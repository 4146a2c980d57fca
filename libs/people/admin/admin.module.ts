import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { ProcessingModule } from '../processing/processing.module';
import { PersonModule } from '../person/person.module';
import { MembershipModule } from '../membership/membership.module';
import { MergeModule } from '../merge/merge.module';
import { AdminHomePages } from './admin-home.pages';
import { AdminPages } from './admin.pages';
import { AutomationPages } from './automation.pages';

/** The administrator's pages. */
@Module({
  imports: [ProcessingModule, AccessModule, PersonModule, MembershipModule, MergeModule],
  controllers: [AdminHomePages, AdminPages, AutomationPages],
})
export class AdminModule {}
