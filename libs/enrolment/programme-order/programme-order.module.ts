import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ProgrammeOrder } from './programme-order.queries';

/** How far people are in the steps of leergangen, and which step comes first. */
@Module({
  imports: [CatalogueModule],
  providers: [ProgrammeOrder],
  exports: [ProgrammeOrder],
})
export class ProgrammeOrderModule {}
