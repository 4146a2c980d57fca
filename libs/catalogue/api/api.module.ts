import { Module } from '@nestjs/common';

import { CourseModule } from '../course/course.module';
import { OfferingModule } from '../offering/offering.module';
import { SearchModule } from '../search/search.module';
import { CatalogueApiQueries } from './catalogue-api.queries';
import { CoursesController } from './courses.controller';
import { ListFeedPages } from './list-feed.pages';
import { OfferingsController } from './offerings.controller';
import { SessionsController } from './sessions.controller';
import { ThemesController } from './themes.controller';
import { ThemeCalendar } from './theme-calendar';

/** The API and calendar files. */
@Module({
  imports: [CourseModule, OfferingModule, SearchModule],
  controllers: [
    CoursesController,
    ListFeedPages,
    OfferingsController,
    SessionsController,
    ThemesController,
  ],
  providers: [CatalogueApiQueries, ThemeCalendar],
  exports: [CatalogueApiQueries],
})
export class ApiModule {}
