import { Module } from '@nestjs/common';

import { ContentModule } from '../content/content.module';
import { LearningModule } from '../learning/learning.module';
import { ToolModule } from '../tool/tool.module';
import { ToolLaunchModule } from '../tool-launch/tool-launch.module';
import { CameBackPages } from './came-back.pages';
import { ToolLessonPages } from './tool-lesson.pages';

/** Lessons that open a program of somebody else, for learners. */
@Module({
  imports: [ContentModule, LearningModule, ToolModule, ToolLaunchModule],
  controllers: [CameBackPages, ToolLessonPages],
})
export class ToolLessonModule {}
