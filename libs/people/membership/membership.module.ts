import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { NoticeModule } from '../notice/notice.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { MemberAdding } from './member-adding';
import { MembersPages } from './members.pages';
import { MembershipQueries } from './membership.queries';
import { MembershipService } from './membership.service';

/** Who works where and does what, with its history. */
@Module({
  imports: [AccessModule, NoticeModule, SignInModule],
  controllers: [MembersPages],
  providers: [MemberAdding, MembershipQueries, MembershipService],
  exports: [MembershipQueries, MembershipService],
})
export class MembershipModule {}
