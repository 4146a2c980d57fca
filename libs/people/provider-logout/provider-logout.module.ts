import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { ProviderModule } from '../provider/provider.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { HeardLogout } from './heard-logout.entity';
import { OrganisationWay } from './organisation-way';
import { ProviderLogout } from './provider-logout';
import { ProviderLogoutPages } from './provider-logout.pages';

/** Signing out at the service of an organisation too, and what the sign-in page shows of services. */
@Module({
  imports: [AccessModule, ProviderModule, SignInModule, TypeOrmModule.forFeature([HeardLogout])],
  controllers: [ProviderLogoutPages],
  providers: [OrganisationWay, ProviderLogout],
})
export class ProviderLogoutModule {}
