import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { DraftModule } from '../draft/draft.module';
import { MaterialModule } from '../material/material.module';
import { BlockPages } from './lesson-block.pages';
import { ContentLinks } from './content-links';
import { ContentPages } from './content.pages';
import { LessonFormPages } from './lesson-form.pages';
import { OutlineStepsPages } from './outline-steps.pages';
import { PublishPages } from './publish.pages';

/** The pages of an author: outline, lesson, block, preview, publishing. */
@Module({
  imports: [CatalogueModule, MaterialModule, ContentModule, DraftModule],
  controllers: [ContentPages, OutlineStepsPages, LessonFormPages, BlockPages, PublishPages],
  providers: [ContentLinks],
})
export class EditorModule {}
