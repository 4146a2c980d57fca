import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { LinkModule } from '../link/link.module';
import { NoticeModule } from '../notice/notice.module';
import { PasswordModule } from '../password/password.module';
import { RenameModule } from '../rename/rename.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { AccountPages } from './account.pages';
import { AccountQueries } from './account.queries';
import { AddressLinkMails } from './address-link.mails';
import { AddressPages } from './address.pages';
import { AddressService } from './address.service';
import { CurrentPassword } from './current-password';
import { PasswordPages } from './password.pages';
import { PasswordService } from './password.service';
import { SessionPages } from './session.pages';

/** The own account: name, addresses, password, and where one is signed in. */
@Module({
  imports: [AccessModule, LinkModule, NoticeModule, PasswordModule, RenameModule, SignInModule],
  controllers: [AccountPages, AddressPages, PasswordPages, SessionPages],
  providers: [AccountQueries, AddressLinkMails, AddressService, CurrentPassword, PasswordService],
})
export class AccountModule {}
