import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { LinkModule } from '../link/link.module';
import { NoticeModule } from '../notice/notice.module';
import { PasswordModule } from '../password/password.module';
import { PasswordLinkMails } from './password-link.mails';
import { RecoveryPages } from './recovery.pages';
import { RecoveryService } from './recovery.service';

/** Forgot the password: a link by mail, and a new one. */
@Module({
  imports: [AccessModule, LinkModule, NoticeModule, PasswordModule],
  controllers: [RecoveryPages],
  providers: [PasswordLinkMails, RecoveryService],
})
export class RecoveryModule {}
