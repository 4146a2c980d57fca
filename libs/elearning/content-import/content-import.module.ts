import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { DraftModule } from '../draft/draft.module';
import { ContentImportPages } from './content-import.pages';
import { ContentImportService } from './content-import.service';

/** Lessons from Markdown and questions from GIFT. */
@Module({
  imports: [CatalogueModule, ContentModule, DraftModule],
  controllers: [ContentImportPages],
  providers: [ContentImportService],
})
export class ContentImportModule {}
