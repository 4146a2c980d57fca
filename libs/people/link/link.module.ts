import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { LinkRequest, OneTimeLink } from './one-time-link.entity';
import { OneTimeLinks } from './one-time-links';

/** Links that are mailed and work once. */
@Module({
  imports: [TypeOrmModule.forFeature([LinkRequest, OneTimeLink])],
  providers: [OneTimeLinks],
  exports: [OneTimeLinks],
})
export class LinkModule {}
