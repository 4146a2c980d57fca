import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { LinkModule } from '../link/link.module';
import { PasswordModule } from '../password/password.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { AccountRequest } from './account-request.entity';
import { AccountRequestMails } from './account-request.mails';
import { AccountRequestPages } from './account-request.pages';
import { AccountRequestQueries } from './account-request.queries';
import { AccountRequestService } from './account-request.service';
import { NewAccounts } from './new-accounts';
import { RegistrationLinkMails } from './registration-link.mails';
import { RegistrationPages } from './registration.pages';
import { RegistrationService } from './registration.service';

/** Making an account by oneself: with an address of an organisation at once, else by its coordinator. */
@Module({
  imports: [
    AccessModule,
    LinkModule,
    PasswordModule,
    SignInModule,
    TypeOrmModule.forFeature([AccountRequest]),
  ],
  controllers: [AccountRequestPages, RegistrationPages],
  providers: [
    AccountRequestMails,
    AccountRequestQueries,
    AccountRequestService,
    NewAccounts,
    RegistrationLinkMails,
    RegistrationService,
  ],
  exports: [NewAccounts],
})
export class RegistrationModule {}
