import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { Notices } from './notices';
import { RoleNotices } from './role.notices';

/** Mails that tell people what changed of their account. */
@Module({
  imports: [AccessModule],
  providers: [Notices, RoleNotices],
  exports: [Notices],
})
export class NoticeModule {}
