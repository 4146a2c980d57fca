import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { HandoutPages } from './handout.pages';
import { HandoutQueries } from './handout.queries';

/** Material of trainings: who may have it, and handing it over. */
@Module({
  imports: [CatalogueModule],
  controllers: [HandoutPages],
  providers: [HandoutQueries],
  exports: [HandoutQueries],
})
export class HandoutModule {}
