import { Module } from '@nestjs/common';

import { AdmissionModule } from '../admission/admission.module';
import { AgendaQueries } from './agenda.queries';
import { CataloguePages } from './catalogue.pages';
import { CatalogueQueries } from './catalogue.queries';
import { SearchProposals } from './search-proposals';
import { PictureModule } from '../picture/picture.module';

/** The list of what is on offer, its filters and its search. */
@Module({
  imports: [AdmissionModule, PictureModule],
  controllers: [CataloguePages],
  providers: [AgendaQueries, CatalogueQueries, SearchProposals],
  exports: [AgendaQueries, CatalogueQueries],
})
export class SearchModule {}
