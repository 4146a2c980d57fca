import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { DraftLock } from './draft-lock';
import { DraftQueries } from './draft.queries';
import { DraftService } from './draft.service';
import { LessonEditService } from './lesson-edit.service';
import { LessonHistory } from './lesson-history.entity';
import { LessonHistories } from './lesson-history';
import { OutlineService } from './outline.service';
import { PublishChecks } from './publish-checks';
import { TypedForm } from './typed-form.entity';
import { TypedForms } from './typed-forms';

/** Writing the next version of the lessons of a course, and publishing it. */
@Module({
  imports: [CatalogueModule, ContentModule, TypeOrmModule.forFeature([LessonHistory, TypedForm])],
  providers: [
    DraftLock,
    DraftQueries,
    DraftService,
    LessonEditService,
    LessonHistories,
    OutlineService,
    PublishChecks,
    TypedForms,
  ],
  exports: [
    DraftLock,
    DraftQueries,
    DraftService,
    LessonEditService,
    LessonHistories,
    OutlineService,
    PublishChecks,
    TypedForms,
  ],
})
export class DraftModule {}
