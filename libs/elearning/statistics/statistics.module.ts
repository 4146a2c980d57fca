import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { StatisticsPages } from './statistics.pages';
import { StatisticsQueries } from './statistics.queries';

/** How a course is followed, for whoever manages it. */
@Module({
  imports: [CatalogueModule, ContentModule],
  controllers: [StatisticsPages],
  providers: [StatisticsQueries],
})
export class StatisticsModule {}
