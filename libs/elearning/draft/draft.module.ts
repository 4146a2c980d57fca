import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { DraftLock } from './draft-lock';
import { DraftQueries } from './draft.queries';
import { DraftService } from './draft.service';
import { LessonEditService } from './lesson-edit.service';
import { OutlineService } from './outline.service';
import { PublishChecks } from './publish-checks';

/** Writing the next version of the lessons of a course, and publishing it. */
@Module({
  imports: [CatalogueModule, ContentModule],
  providers: [
    DraftLock,
    DraftQueries,
    DraftService,
    LessonEditService,
    OutlineService,
    PublishChecks,
  ],
  exports: [
    DraftLock,
    DraftQueries,
    DraftService,
    LessonEditService,
    OutlineService,
    PublishChecks,
  ],
})
export class DraftModule {}
