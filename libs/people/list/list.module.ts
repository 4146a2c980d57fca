import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { ClosedGroupModule } from '../closed-group/closed-group.module';
import { MembershipModule } from '../membership/membership.module';
import { OrganisationEditModule } from '../organisation-edit/organisation-edit.module';
import { ProcessingModule } from '../processing/processing.module';
import { ColleaguesList } from './colleagues.list';
import { FunctionsList } from './functions.list';
import { GroupsList } from './groups.list';
import { ListPages } from './list.pages';
import { ListService } from './list.service';
import { OrganisationsList } from './organisations.list';

/** Lists of people, organisations, functions and groups, out to a spreadsheet and in again. */
@Module({
  imports: [
    AccessModule,
    ProcessingModule,
    MembershipModule,
    OrganisationEditModule,
    ClosedGroupModule,
  ],
  controllers: [ListPages],
  providers: [ColleaguesList, FunctionsList, GroupsList, ListService, OrganisationsList],
})
export class ListModule {}
