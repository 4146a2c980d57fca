import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { ProviderLinks } from './provider-links';
import { ProviderLinksPages } from './provider-links.pages';

/** The own account and the sign-in services that it is linked with. */
@Module({
  imports: [AccessModule],
  controllers: [ProviderLinksPages],
  providers: [ProviderLinks],
})
export class ProviderLinksModule {}
