import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { DraftModule } from '../draft/draft.module';
import { LessonHistoryPages } from './lesson-history.pages';

/** How a lesson of a draft was before it was changed, and the way back. */
@Module({
  imports: [CatalogueModule, ContentModule, DraftModule],
  controllers: [LessonHistoryPages],
})
export class LessonHistoryModule {}
