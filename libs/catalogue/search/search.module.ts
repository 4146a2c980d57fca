import { Module } from '@nestjs/common';

import { AdmissionModule } from '../admission/admission.module';
import { CataloguePages } from './catalogue.pages';
import { CatalogueQueries } from './catalogue.queries';
import { SearchProposals } from './search-proposals';

/** The catalogue page and its search. */
@Module({
  imports: [AdmissionModule],
  controllers: [CataloguePages],
  providers: [CatalogueQueries, SearchProposals],
  exports: [CatalogueQueries],
})
export class SearchModule {}
