import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { MembershipModule } from '../membership/membership.module';
import { ScimKey, ScimKeyOrganisation } from './scim-key.entity';
import { ScimKeyPages } from './scim-key.pages';
import { ScimKeys } from './scim-key.service';

/** Keys with which the directory of an organisation keeps its people here. */
@Module({
  imports: [
    AccessModule,
    MembershipModule,
    TypeOrmModule.forFeature([ScimKey, ScimKeyOrganisation]),
  ],
  controllers: [ScimKeyPages],
  providers: [ScimKeys],
  exports: [ScimKeys],
})
export class ScimKeyModule {}
