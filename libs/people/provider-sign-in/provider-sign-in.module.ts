import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { LinkModule } from '../link/link.module';
import { MembershipModule } from '../membership/membership.module';
import { ProviderModule } from '../provider/provider.module';
import { RegistrationModule } from '../registration/registration.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { ArrivalPages } from './arrival.pages';
import { Arrivals } from './arrivals';
import { ProviderAccount, ProviderSession } from './provider-account.entity';
import { ProviderAccounts } from './provider-accounts';
import { ProviderArrival, ProviderAttempt } from './provider-attempt.entity';
import { ProviderAttempts } from './provider-attempts';
import { ProviderProofMails } from './provider-proof.mails';
import { ProviderRules } from './provider-rules';
import { ProviderSignInPages } from './provider-sign-in.pages';
import { ProviderStrategy } from './provider.strategy';

/** Signing in with the account of one's organisation. */
@Module({
  imports: [
    AccessModule,
    LinkModule,
    MembershipModule,
    ProviderModule,
    RegistrationModule,
    SignInModule,
    TypeOrmModule.forFeature([ProviderAccount, ProviderArrival, ProviderAttempt, ProviderSession]),
  ],
  controllers: [ArrivalPages, ProviderSignInPages],
  providers: [
    Arrivals,
    ProviderAccounts,
    ProviderAttempts,
    ProviderProofMails,
    ProviderRules,
    ProviderStrategy,
  ],
})
export class ProviderSignInModule {}
