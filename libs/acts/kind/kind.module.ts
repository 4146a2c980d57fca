import { Module } from '@nestjs/common';

import { ActAccess } from './act-access';
import { ActKinds } from './act-kinds';
import { ActKindsController } from './act-kinds.controller';
import { Organisations } from './organisation-lookup';

/** What can be recorded, and by whom. */
@Module({
  controllers: [ActKindsController],
  providers: [ActAccess, ActKinds, Organisations],
  exports: [ActAccess, ActKinds, Organisations],
})
export class KindModule {}
