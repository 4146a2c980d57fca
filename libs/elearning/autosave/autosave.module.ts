import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { DraftModule } from '../draft/draft.module';
import { AutosavePages } from './autosave.pages';
import { OrderPages } from './order.pages';

/** What the editor does by script: keeping what is typed, and putting things in another order. */
@Module({
  imports: [CatalogueModule, ContentModule, DraftModule],
  controllers: [AutosavePages, OrderPages],
})
export class AutosaveModule {}
