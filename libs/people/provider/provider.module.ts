import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { MembershipModule } from '../membership/membership.module';
import { Provider, ProviderOrganisation, ProviderRule } from './provider.entity';
import { ProviderClients } from './provider-clients';
import { ProviderPages } from './provider.pages';
import { ProviderQueries } from './provider.queries';
import { ProviderService } from './provider.service';
import { ProviderTrial } from './provider-trial';
import { ProviderViews } from './provider-view';

/** Sign-in services of organisations (OpenID Connect), as administrators keep them. */
@Module({
  imports: [
    AccessModule,
    MembershipModule,
    TypeOrmModule.forFeature([Provider, ProviderOrganisation, ProviderRule]),
  ],
  controllers: [ProviderPages],
  providers: [ProviderClients, ProviderQueries, ProviderService, ProviderTrial, ProviderViews],
  exports: [ProviderClients, ProviderQueries],
})
export class ProviderModule {}
