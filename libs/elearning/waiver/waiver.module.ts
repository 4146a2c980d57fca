import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { Cmi5Module } from '../cmi5/cmi5.module';
import { FollowingModule } from '../following/following.module';
import { WaiverPages } from './waiver.pages';
import { WaiverQueries } from './waiver.queries';

/** Letting somebody off a part of a package of cmi5, for whoever manages the course or gives it. */
@Module({
  imports: [CatalogueModule, Cmi5Module, FollowingModule],
  controllers: [WaiverPages],
  providers: [WaiverQueries],
})
export class WaiverModule {}
