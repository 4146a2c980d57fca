import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { MembershipModule } from '../membership/membership.module';
import { PersonModule } from '../person/person.module';
import { RolesController } from './roles.controller';
import { RolesPages } from './roles.pages';
import { RolesQueries } from './roles.queries';

/** All roles on one page. */
@Module({
  imports: [AccessModule, MembershipModule, PersonModule],
  controllers: [RolesController, RolesPages],
  providers: [RolesQueries],
})
export class RolesModule {}
