import { Module } from '@nestjs/common';

import { CataloguePages } from './catalogue.pages';
import { CatalogueQueries } from './catalogue.queries';

/** The catalogue page and its search. */
@Module({
  controllers: [CataloguePages],
  providers: [CatalogueQueries],
  exports: [CatalogueQueries],
})
export class SearchModule {}
