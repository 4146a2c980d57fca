import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { DraftModule } from '../draft/draft.module';
import { MaterialModule } from '../material/material.module';
import { ContentImportPages } from './content-import.pages';
import { ContentImportService } from './content-import.service';
import { WordService } from './word.service';

/** Lessons from Markdown and Word, and questions from GIFT. */
@Module({
  imports: [CatalogueModule, ContentModule, DraftModule, MaterialModule],
  controllers: [ContentImportPages],
  providers: [ContentImportService, WordService],
})
export class ContentImportModule {}
