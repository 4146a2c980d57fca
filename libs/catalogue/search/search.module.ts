import { Module } from '@nestjs/common';

import { CataloguePages } from './catalogue.pages';
import { CatalogueQueries } from './catalogue.queries';
import { SearchProposals } from './search-proposals';

/** The catalogue page and its search. */
@Module({
  controllers: [CataloguePages],
  providers: [CatalogueQueries, SearchProposals],
  exports: [CatalogueQueries],
})
export class SearchModule {}
