import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { ProcessingModule } from '../processing/processing.module';
import { NoticeModule } from '../notice/notice.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { MemberAdding } from './member-adding';
import { MembersPages } from './members.pages';
import { MembershipsController } from './memberships.controller';
import { WorkChanges } from './work-changes';
import { MembershipQueries } from './membership.queries';
import { MembershipService } from './membership.service';
import { PlannedChange } from './planned-change.entity';
import { PlannedChanges } from './planned-changes';
import { PlannedChangesQueries } from './planned-changes.queries';
import { RoleGiving } from './role-giving';

/** Who works where and does what, with its history. */
@Module({
  imports: [
    AccessModule,
    NoticeModule,
    ProcessingModule,
    SignInModule,
    TypeOrmModule.forFeature([PlannedChange]),
  ],
  controllers: [MembersPages, MembershipsController],
  providers: [
    MemberAdding,
    MembershipQueries,
    MembershipService,
    PlannedChanges,
    PlannedChangesQueries,
    RoleGiving,
    WorkChanges,
  ],
  exports: [
    MemberAdding,
    MembershipQueries,
    MembershipService,
    PlannedChanges,
    PlannedChangesQueries,
    RoleGiving,
  ],
})
export class MembershipModule {}
