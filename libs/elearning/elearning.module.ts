import { Module } from '@nestjs/common';

import { WritesJournal } from '@academie/platform';

import { AttemptModule } from './attempt/attempt.module';
import { AutosaveModule } from './autosave/autosave.module';
import { Cmi5Module } from './cmi5/cmi5.module';
import { ContentExportModule } from './content-export/content-export.module';
import { ContentImportModule } from './content-import/content-import.module';
import { ContentModule } from './content/content.module';
import { DeviceModule } from './device/device.module';
import { DemoModule } from './demo/demo.module';
import { DraftModule } from './draft/draft.module';
import { EditorModule } from './editor/editor.module';
import { ELEARNING_EVENTS } from './elearning.events';
import { FollowingModule } from './following/following.module';
import { LaunchModule } from './launch/launch.module';
import { LearnerModule } from './learner/learner.module';
import { LearningModule } from './learning/learning.module';
import { LessonHistoryModule } from './lesson-history/lesson-history.module';
import { MaterialModule } from './material/material.module';
import { OutsideModule } from './outside/outside.module';
import { PackageUploadModule } from './package-upload/package-upload.module';
import { PackageModule } from './package/package.module';
import { ElearningPersonPart } from './person-data.handler';
import { PlayerModule } from './player/player.module';
import { RecordStoreModule } from './record-store/record-store.module';
import { ReviewModule } from './review/review.module';
import { RuntimeModule } from './runtime/runtime.module';
import { StatisticsModule } from './statistics/statistics.module';
import { ToolChoiceModule } from './tool-choice/tool-choice.module';
import { ToolLaunchModule } from './tool-launch/tool-launch.module';
import { ToolLessonModule } from './tool-lesson/tool-lesson.module';
import { ToolScoreModule } from './tool-score/tool-score.module';
import { ToolModule } from './tool/tool.module';
import { WaiverModule } from './waiver/waiver.module';
import { XapiApiModule } from './xapi-api/xapi-api.module';

const FOLDERS = [
  MaterialModule,
  PackageModule,
  ToolModule,
  ContentModule,
  LearningModule,
  OutsideModule,
  LaunchModule,
  RuntimeModule,
  RecordStoreModule,
  Cmi5Module,
  XapiApiModule,
  PlayerModule,
  ToolLaunchModule,
  ToolScoreModule,
  AttemptModule,
  LearnerModule,
  ToolLessonModule,
  DeviceModule,
  ReviewModule,
  DraftModule,
  EditorModule,
  AutosaveModule,
  LessonHistoryModule,
  PackageUploadModule,
  ToolChoiceModule,
  ContentImportModule,
  ContentExportModule,
  StatisticsModule,
  FollowingModule,
  WaiverModule,
  DemoModule,
];

/** Lessons and tests that people follow in the academie. */
@WritesJournal('elearning', ELEARNING_EVENTS)
@Module({
  imports: FOLDERS,
  providers: [ElearningPersonPart],
  exports: FOLDERS,
})
export class ElearningModule {}
