import { Module } from '@nestjs/common';

import { AdmissionModule } from '../admission/admission.module';
import { SearchModule } from '../search/search.module';
import { AboutPages } from './about.pages';
import { ForYou } from './for-you';
import { FrontPages } from './front.pages';
import { MeantForYou } from './meant-for-you';
import { Suggestions } from './suggestions';
import { SuggestionsController } from './suggestions.controller';
import { PictureModule } from '../picture/picture.module';

/** The front page: what the academie is, its search with suggestions, and what is soon. */
@Module({
  imports: [AdmissionModule, SearchModule, PictureModule],
  controllers: [AboutPages, FrontPages, SuggestionsController],
  providers: [ForYou, MeantForYou, Suggestions],
  exports: [ForYou],
})
export class FrontModule {}
